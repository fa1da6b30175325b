/work/main/crates/matching/fuzz/target/debug/deps/slotwright_matching-443ea6a0c26984a6.d: /work/main/crates/matching/src/lib.rs /work/main/crates/matching/src/alternatives.rs /work/main/crates/matching/src/around.rs /work/main/crates/matching/src/blocks.rs /work/main/crates/matching/src/concessions.rs /work/main/crates/matching/src/count.rs /work/main/crates/matching/src/crew.rs /work/main/crates/matching/src/day.rs /work/main/crates/matching/src/digest.rs /work/main/crates/matching/src/distance.rs /work/main/crates/matching/src/fleet/mod.rs /work/main/crates/matching/src/fleet/days.rs /work/main/crates/matching/src/fleet/grid.rs /work/main/crates/matching/src/fleet/lanes.rs /work/main/crates/matching/src/fleet/order.rs /work/main/crates/matching/src/fleet/sweep.rs /work/main/crates/matching/src/fleet/times.rs /work/main/crates/matching/src/free.rs /work/main/crates/matching/src/geofence.rs /work/main/crates/matching/src/interval.rs /work/main/crates/matching/src/nearest.rs /work/main/crates/matching/src/openings.rs /work/main/crates/matching/src/reason.rs /work/main/crates/matching/src/repetition.rs /work/main/crates/matching/src/roster.rs /work/main/crates/matching/src/seats.rs /work/main/crates/matching/src/set.rs /work/main/crates/matching/src/sort.rs /work/main/crates/matching/src/time/mod.rs /work/main/crates/matching/src/time/clocks.rs /work/main/crates/matching/src/time/epoch.rs /work/main/crates/matching/src/time/instant.rs /work/main/crates/matching/src/time/local.rs /work/main/crates/matching/src/time/transitions.rs /work/main/crates/matching/src/time/wall.rs /work/main/crates/matching/src/why_no_crew.rs /work/main/crates/matching/src/why_not.rs /work/main/crates/matching/src/windows.rs /work/main/crates/matching/src/wishes.rs

/work/main/crates/matching/fuzz/target/debug/deps/libslotwright_matching-443ea6a0c26984a6.rmeta: /work/main/crates/matching/src/lib.rs /work/main/crates/matching/src/alternatives.rs /work/main/crates/matching/src/around.rs /work/main/crates/matching/src/blocks.rs /work/main/crates/matching/src/concessions.rs /work/main/crates/matching/src/count.rs /work/main/crates/matching/src/crew.rs /work/main/crates/matching/src/day.rs /work/main/crates/matching/src/digest.rs /work/main/crates/matching/src/distance.rs /work/main/crates/matching/src/fleet/mod.rs /work/main/crates/matching/src/fleet/days.rs /work/main/crates/matching/src/fleet/grid.rs /work/main/crates/matching/src/fleet/lanes.rs /work/main/crates/matching/src/fleet/order.rs /work/main/crates/matching/src/fleet/sweep.rs /work/main/crates/matching/src/fleet/times.rs /work/main/crates/matching/src/free.rs /work/main/crates/matching/src/geofence.rs /work/main/crates/matching/src/interval.rs /work/main/crates/matching/src/nearest.rs /work/main/crates/matching/src/openings.rs /work/main/crates/matching/src/reason.rs /work/main/crates/matching/src/repetition.rs /work/main/crates/matching/src/roster.rs /work/main/crates/matching/src/seats.rs /work/main/crates/matching/src/set.rs /work/main/crates/matching/src/sort.rs /work/main/crates/matching/src/time/mod.rs /work/main/crates/matching/src/time/clocks.rs /work/main/crates/matching/src/time/epoch.rs /work/main/crates/matching/src/time/instant.rs /work/main/crates/matching/src/time/local.rs /work/main/crates/matching/src/time/transitions.rs /work/main/crates/matching/src/time/wall.rs /work/main/crates/matching/src/why_no_crew.rs /work/main/crates/matching/src/why_not.rs /work/main/crates/matching/src/windows.rs /work/main/crates/matching/src/wishes.rs

/work/main/crates/matching/src/lib.rs:
/work/main/crates/matching/src/alternatives.rs:
/work/main/crates/matching/src/around.rs:
/work/main/crates/matching/src/blocks.rs:
/work/main/crates/matching/src/concessions.rs:
/work/main/crates/matching/src/count.rs:
/work/main/crates/matching/src/crew.rs:
/work/main/crates/matching/src/day.rs:
/work/main/crates/matching/src/digest.rs:
/work/main/crates/matching/src/distance.rs:
/work/main/crates/matching/src/fleet/mod.rs:
/work/main/crates/matching/src/fleet/days.rs:
/work/main/crates/matching/src/fleet/grid.rs:
/work/main/crates/matching/src/fleet/lanes.rs:
/work/main/crates/matching/src/fleet/order.rs:
/work/main/crates/matching/src/fleet/sweep.rs:
/work/main/crates/matching/src/fleet/times.rs:
/work/main/crates/matching/src/free.rs:
/work/main/crates/matching/src/geofence.rs:
/work/main/crates/matching/src/interval.rs:
/work/main/crates/matching/src/nearest.rs:
/work/main/crates/matching/src/openings.rs:
/work/main/crates/matching/src/reason.rs:
/work/main/crates/matching/src/repetition.rs:
/work/main/crates/matching/src/roster.rs:
/work/main/crates/matching/src/seats.rs:
/work/main/crates/matching/src/set.rs:
/work/main/crates/matching/src/sort.rs:
/work/main/crates/matching/src/time/mod.rs:
/work/main/crates/matching/src/time/clocks.rs:
/work/main/crates/matching/src/time/epoch.rs:
/work/main/crates/matching/src/time/instant.rs:
/work/main/crates/matching/src/time/local.rs:
/work/main/crates/matching/src/time/transitions.rs:
/work/main/crates/matching/src/time/wall.rs:
/work/main/crates/matching/src/why_no_crew.rs:
/work/main/crates/matching/src/why_not.rs:
/work/main/crates/matching/src/windows.rs:
/work/main/crates/matching/src/wishes.rs:
