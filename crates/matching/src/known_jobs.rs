//! What is known of jobs beside their times: of which types they are, and where.
//!
//! A month of a hundred people has twenty thousand jobs, and a search looks at each once: so what is known of them stands in the
//! order of the roster's jobs, where it is found without looking it up, and a place has what distances need of it computed once.
//! In another order everything is found all the same, only slower.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::Point;
use crate::distance::Origin;

/// What time around a job depends on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct JobFacts {
    /// The type of the job.
    pub job_type_id: u64,
    /// Where it is, if that is known.
    pub place: Option<Point>,
}

/// Places, each known by its index. Cheap to clone: all clones share them.
#[derive(Clone, Debug, Default)]
pub struct Places(Arc<Vec<(Point, Origin)>>);

impl Places {
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn origin(&self, index: u32) -> &Origin {
        &self.0[index as usize].1
    }
}

impl FromIterator<Point> for Places {
    fn from_iter<I: IntoIterator<Item = Point>>(points: I) -> Places {
        Places(Arc::new(points.into_iter().map(|point| (point, Origin::new(point))).collect()))
    }
}

/// What is known of jobs, by their numbers.
///
/// ```
/// use slotwright_matching::{JobFacts, KnownJobs, Places, Point};
/// let north = Point { latitude: 40.824, longitude: -89.5 };
/// let known: KnownJobs = [(5, JobFacts { job_type_id: 7, place: Some(north) })].into();
/// assert_eq!(known.get(5).unwrap().place, Some(north));
///
/// // For many jobs at places that are there already: in the order of the roster's jobs, as often as they stand there.
/// let mut beside = KnownJobs::at(Places::from_iter([north]));
/// beside.push(5, 7, Some(0));
/// assert_eq!(beside, known);
/// ```
#[derive(Clone, Debug, Default)]
pub struct KnownJobs {
    jobs: Vec<KnownJob>,
    places: Places,
    /// Where each stands; made when one is not found beside its time.
    indices: OnceLock<BTreeMap<u64, usize>>,
}

/// What is known of one job.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KnownJob {
    job_id: u64,
    pub(crate) job_type_id: u64,
    /// Its index among the places.
    pub(crate) place: Option<u32>,
}

impl KnownJobs {
    /// Nothing yet, and where jobs may be.
    #[must_use]
    pub fn at(places: Places) -> KnownJobs {
        KnownJobs { places, ..KnownJobs::default() }
    }

    /// Makes room for so many more.
    pub fn reserve(&mut self, jobs: usize) {
        self.jobs.reserve(jobs);
    }

    /// Adds what is known of the roster's next job; of a job that was added before, the same. A place that is not among the places
    /// is an unknown one.
    pub fn push(&mut self, job_id: u64, job_type_id: u64, place: Option<u32>) {
        let place = place.filter(|index| (*index as usize) < self.places.len());
        self.jobs.push(KnownJob { job_id, job_type_id, place });
        self.indices.take();
    }

    /// What is known of a job.
    #[must_use]
    pub fn get(&self, job_id: u64) -> Option<JobFacts> {
        self.known(usize::MAX, job_id).map(|known| self.facts(known))
    }

    /// All of it, by the jobs' numbers.
    pub fn iter(&self) -> impl Iterator<Item = (u64, JobFacts)> {
        self.indices().iter().map(|(job_id, index)| (*job_id, self.facts(&self.jobs[*index])))
    }

    /// What is known of the roster's job with this index and this number.
    pub(crate) fn known(&self, index: usize, job_id: u64) -> Option<&KnownJob> {
        match self.jobs.get(index) {
            Some(known) if known.job_id == job_id => Some(known),
            _ if self.jobs.is_empty() => None,
            _ => self.indices().get(&job_id).map(|index| &self.jobs[*index]),
        }
    }

    pub(crate) fn places(&self) -> &Places {
        &self.places
    }

    /// Where the jobs are.
    pub(crate) fn points(&self) -> impl Iterator<Item = Point> {
        self.jobs.iter().filter_map(|known| known.place).map(|index| self.places.0[index as usize].0)
    }

    fn facts(&self, known: &KnownJob) -> JobFacts {
        let place = known.place.map(|index| self.places.0[index as usize].0);
        JobFacts { job_type_id: known.job_type_id, place }
    }

    fn indices(&self) -> &BTreeMap<u64, usize> {
        self.indices.get_or_init(|| self.jobs.iter().map(|known| known.job_id).zip(0..).collect())
    }
}

/// The same of the same jobs, in whatever order it stands.
impl PartialEq for KnownJobs {
    fn eq(&self, other: &KnownJobs) -> bool {
        self.iter().eq(other.iter())
    }
}

impl FromIterator<(u64, JobFacts)> for KnownJobs {
    /// Of two for the same job the later one holds.
    fn from_iter<I: IntoIterator<Item = (u64, JobFacts)>>(jobs: I) -> KnownJobs {
        let jobs: BTreeMap<u64, JobFacts> = jobs.into_iter().collect();
        let mut known = KnownJobs::at(jobs.values().filter_map(|facts| facts.place).collect());
        let mut places = 0..;
        for (job_id, JobFacts { job_type_id, place }) in jobs {
            known.push(job_id, job_type_id, place.and_then(|_| places.next()));
        }
        known
    }
}

impl<const N: usize> From<[(u64, JobFacts); N]> for KnownJobs {
    fn from(jobs: [(u64, JobFacts); N]) -> KnownJobs {
        jobs.into_iter().collect()
    }
}
