//! A crew with seats in a roster's case: what it must be, what those asked can do, and whom to send.

use serde::{Deserialize, Serialize};
use slotwright_matching as core;
use slotwright_matching::{Candidate, Choice, Crew, Minute, Person};

use super::{Openings, WhyNot};

/// A crew whose members differ, as in the core's [`Crew`]. People are named by their numbers; each is asked about once.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CrewRecord {
    /// The places to fill.
    pub seats: Vec<SeatRecord>,
    /// At least so many of the crew have the skill.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with_skill: Vec<WithSkillRecord>,
    /// What those asked can do; who is missing has no skill.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills_of: Vec<SkillsRecord>,
    /// Who is sent, of those who could be.
    #[serde(default, skip_serializing_if = "ChoiceRecord::is_least_loaded")]
    pub choice: ChoiceRecord,
}

/// One place in a crew.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SeatRecord {
    /// For how many minutes they are needed, from the visit's start; for all of it when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_minutes: Option<i32>,
    /// All of these are needed from whoever has this seat.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<u64>,
    /// Who it must be; anybody when absent. Somebody who is not asked about can't be had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<u64>,
}

/// How many of a crew have a skill.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct WithSkillRecord {
    /// Which skill.
    pub skill: u64,
    /// How many.
    pub at_least: u32,
}

/// What somebody can do.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SkillsRecord {
    /// Who.
    pub user_id: u64,
    /// Their skills.
    pub skills: Vec<u64>,
}

/// Who is sent, as in the core's [`Choice`].
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChoiceRecord {
    /// The most free minutes that day.
    #[default]
    LeastLoaded,
    /// The shortest way there.
    Nearest(Vec<MinutesRecord>),
    /// The least work that week.
    Fairest(Vec<MinutesRecord>),
    /// Who has been there before, the best first.
    Stable(Vec<u64>),
}

/// Somebody's way, or work. Who is missing has the most.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MinutesRecord {
    /// Whose.
    pub user_id: u64,
    /// Minutes.
    pub minutes: i32,
}

/// What the core answers about a crew with seats.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CrewAnswer {
    /// The openings at which it can be put together, and how many could come for the whole visit.
    pub openings: Openings,
    /// About the wanted start, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wanted: Option<CrewWantedAnswer>,
}

/// What becomes of a wanted start.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CrewWantedAnswer {
    /// Who would be sent, in the order of the seats; null when it can't be put together.
    pub crew: Option<Vec<u64>>,
    /// Why it can't start then, and why each of the people can have no seat.
    pub why_not: WhyNot,
}

impl CrewRecord {
    /// What the core was asked, as a record; `choice` by the candidates' places.
    #[must_use]
    pub fn from_core(crew: &Crew, candidates: &[Candidate], choice: Choice) -> Self {
        let user_id = |place: usize| candidates.get(place).map(|candidate| candidate.user_id);
        // Who is none of the candidates has a number that is none of theirs.
        let nobody = (0..).find(|number| candidates.iter().all(|candidate| candidate.user_id != *number));
        let seat = |seat: &core::Seat| SeatRecord {
            first_minutes: seat.first_minutes,
            skills: seat.skills.clone(),
            user_id: seat.person.and_then(|place| user_id(place).or(nobody)),
        };
        let with_skill = |(skill, at_least): &(u64, usize)| WithSkillRecord {
            skill: *skill,
            at_least: u32::try_from(*at_least).unwrap_or(u32::MAX),
        };
        let can_do = candidates.iter().filter(|candidate| !candidate.skills.is_empty());
        let minutes = |minutes: &[Minute]| {
            let of = candidates.iter().zip(minutes);
            of.map(|(candidate, minutes)| MinutesRecord { user_id: candidate.user_id, minutes: *minutes }).collect()
        };
        Self {
            seats: crew.seats.iter().map(seat).collect(),
            with_skill: crew.with_skill.iter().map(with_skill).collect(),
            skills_of: can_do
                .map(|candidate| SkillsRecord { user_id: candidate.user_id, skills: candidate.skills.to_vec() })
                .collect(),
            choice: match choice {
                Choice::LeastLoaded => ChoiceRecord::LeastLoaded,
                Choice::Nearest(of) => ChoiceRecord::Nearest(minutes(of)),
                Choice::Fairest(of) => ChoiceRecord::Fairest(minutes(of)),
                Choice::Stable(before) => {
                    ChoiceRecord::Stable(before.iter().filter_map(|place| user_id(*place)).collect())
                }
            },
        }
    }

    /// As the core is asked about these users.
    #[must_use]
    pub fn to_core(&self, user_ids: &[u64]) -> Crew {
        let seat = |seat: &SeatRecord| core::Seat {
            first_minutes: seat.first_minutes,
            skills: seat.skills.clone(),
            // Who is not asked about has no place.
            person: seat.user_id.map(|user_id| place_of(user_id, user_ids).unwrap_or(usize::MAX)),
        };
        Crew {
            seats: self.seats.iter().map(seat).collect(),
            with_skill: self.with_skill.iter().map(|with| (with.skill, with.at_least as usize)).collect(),
        }
    }

    /// What each of these users can do.
    #[must_use]
    pub fn skills(&self, user_ids: &[u64]) -> Vec<Vec<u64>> {
        let of = |user_id: &u64| self.skills_of.iter().find(|of| of.user_id == *user_id);
        user_ids.iter().map(|user_id| of(user_id).map(|of| of.skills.clone()).unwrap_or_default()).collect()
    }

    /// Whom the core would send: numbers, in the order of the seats.
    pub(super) fn choose(
        &self,
        crew: &Crew,
        user_ids: &[u64],
        people: &[Person],
        start: Minute,
        search: &core::Search,
    ) -> Option<Vec<u64>> {
        let minutes = |records: &[MinutesRecord]| -> Vec<Minute> {
            let of = |user_id: &u64| records.iter().find(|of| of.user_id == *user_id);
            user_ids.iter().map(|user_id| of(user_id).map_or(Minute::MAX, |of| of.minutes)).collect()
        };
        let chosen = match &self.choice {
            ChoiceRecord::LeastLoaded => crew.choose(people, start, search, Choice::LeastLoaded),
            ChoiceRecord::Nearest(of) => crew.choose(people, start, search, Choice::Nearest(&minutes(of))),
            ChoiceRecord::Fairest(of) => crew.choose(people, start, search, Choice::Fairest(&minutes(of))),
            ChoiceRecord::Stable(before) => {
                let before: Vec<usize> = before.iter().filter_map(|user_id| place_of(*user_id, user_ids)).collect();
                crew.choose(people, start, search, Choice::Stable(&before))
            }
        };
        chosen.map(|chosen| chosen.iter().filter_map(|place| user_ids.get(*place)).copied().collect())
    }
}

fn place_of(user_id: u64, user_ids: &[u64]) -> Option<usize> {
    user_ids.iter().position(|other| *other == user_id)
}

impl ChoiceRecord {
    fn is_least_loaded(&self) -> bool {
        *self == Self::LeastLoaded
    }
}
