//! The server from outside: what its addresses promise, asked of the real router over a real database file.

mod bad_input;
mod bad_roster_input;
mod booking_links;
mod bounds;
mod clock_changes;
mod contract;
mod custom_fields;
mod damage;
mod database;
mod desired_job_datetimes;

mod find;
mod fresh_world;
mod habits;
mod health;
mod holds;
mod idempotency;
mod job_states;
mod job_type_changes;
mod jobs;
mod overload;
mod pages;
mod parameters;
mod people;
mod race;
mod refusals;
mod restart;
mod roster;
mod roster_changes;
mod sonar_golden;
mod stampede;
mod support;
