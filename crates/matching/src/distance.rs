//! How far it is from place to place.
//!
//! The sines are series of our own: those of browsers and systems differ in the last digit, and what the browser finds
//! feasible the server must too.

use std::f64::consts::{FRAC_PI_2, PI};

use crate::Point;

/// The mean radius of the earth. Source: IUGG, R₁ of the GRS 80 ellipsoid.
const EARTH_KM: f64 = 6371.0088;

/// A place from which many ways lead, or to which.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin(Option<[f64; 3]>);

impl Origin {
    pub(crate) fn new(point: Point) -> Origin {
        Origin(unit_vector(point))
    }

    /// Kilometres along the great circle; `None` when a coordinate is no number.
    pub(crate) fn km_to(&self, other: &Origin) -> Option<f64> {
        let (from, to) = (self.0?, other.0?);
        let squared: f64 = from.into_iter().zip(to).map(|(a, b)| (a - b) * (a - b)).sum();
        // Half the chord is the sine of half the angle.
        let half_chord = (squared.sqrt() / 2.0).min(1.0);
        Some(2.0 * arc_sine(half_chord) * EARTH_KM)
    }
}

/// Kilometres along the great circle; `None` when a coordinate is no number.
pub(crate) fn great_circle_km(from: Point, to: Point) -> Option<f64> {
    Origin::new(from).km_to(&Origin::new(to))
}

fn unit_vector(Point { latitude, longitude }: Point) -> Option<[f64; 3]> {
    if !latitude.is_finite() || !longitude.is_finite() {
        return None;
    }
    let [cos_latitude, cos_longitude] = [latitude, longitude].map(|degrees| sine(degrees % 360.0 + 90.0));
    Some([cos_latitude * cos_longitude, cos_latitude * sine(longitude), sine(latitude)])
}

/// Of an angle in degrees.
fn sine(degrees: f64) -> f64 {
    // Exact, into -180 to 180; then the nearer side of the same height, into -90 to 90.
    let turned = match degrees % 360.0 {
        high if 180.0 < high => high - 360.0,
        low if low < -180.0 => low + 360.0,
        near => near,
    };
    let angle = match turned {
        high if 90.0 < high => 180.0 - high,
        low if low < -90.0 => -180.0 - low,
        near => near,
    } * (PI / 180.0);
    odd_series(angle, &SINE)
}

/// Of a number from 0 to 1, in radians.
fn arc_sine(x: f64) -> f64 {
    if 0.5 < x {
        // Near 1 the series is slow; half of the remaining angle has a sine below one half.
        return FRAC_PI_2 - 2.0 * arc_sine(((1.0 - x) / 2.0).sqrt());
    }
    // Below a hundredth what follows after the sixth is less than the last digit; so short are nearly all ways that people drive.
    let factors = if x < 0.01 { &ARC_SINE[..6] } else { &ARC_SINE[..] };
    odd_series(x, factors)
}

/// The sum of `factors[n] * x^(2n+1)`.
fn odd_series(x: f64, factors: &[f64]) -> f64 {
    x * factors.iter().rev().fold(0.0, |sum, factor| sum * (x * x) + factor)
}

/// `±1 / (2n+1)!`, as many as count up to 90 degrees.
const SINE: [f64; 12] = {
    let mut factors = [1.0; 12];
    let mut n = 1;
    while n < factors.len() {
        factors[n] = -factors[n - 1] / (2 * n * (2 * n + 1)) as f64;
        n += 1;
    }
    factors
};

/// `1·3·5·…·(2n-1) / (2·4·6·…·2n) / (2n+1)`, as many as count up to one half.
const ARC_SINE: [f64; 26] = {
    let mut factors = [1.0; 26];
    let (mut product, mut n) = (1.0, 1);
    while n < factors.len() {
        product *= (2 * n - 1) as f64 / (2 * n) as f64;
        factors[n] = product / (2 * n + 1) as f64;
        n += 1;
    }
    factors
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn point() -> impl Strategy<Value = Point> {
        (-90.0..90.0f64, -180.0..180.0f64).prop_map(|(latitude, longitude)| Point { latitude, longitude })
    }

    fn km(from: Point, to: Point) -> f64 {
        great_circle_km(from, to).unwrap()
    }

    #[test]
    fn a_degree_of_the_equator_is_111_km_and_half_the_earth_20_015() {
        let at = |latitude, longitude| Point { latitude, longitude };
        assert!((km(at(0.0, 7.0), at(0.0, 8.0)) - 111.195).abs() < 0.001);
        assert!((km(at(90.0, 0.0), at(-90.0, 33.0)) - 20_015.115).abs() < 0.001);
        assert!((km(at(10.0, 179.5), at(10.0, -179.5)) - km(at(10.0, 0.0), at(10.0, 1.0))).abs() < 1e-9);
        assert_eq!(km(at(40.5, -89.5), at(40.5, -89.5)), 0.0);
        assert_eq!(great_circle_km(at(f64::NAN, 0.0), at(0.0, 0.0)), None);
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_haversine_formula(a in point(), b in point()) {
            let half = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin().powi(2);
            let cosines = a.latitude.to_radians().cos() * b.latitude.to_radians().cos();
            let h = half(a.latitude, b.latitude) + cosines * half(a.longitude, b.longitude);
            let expected = 2.0 * h.min(1.0).sqrt().asin() * EARTH_KM;
            // Near the antipodes the haversine itself is good to some metres only.
            let tolerance = if expected < 19_000.0 { 1e-6 } else { 0.01 };
            prop_assert!((km(a, b) - expected).abs() < tolerance, "{} {}", km(a, b), expected);
        }

        #[test]
        fn a_detour_is_no_shorter_and_the_way_back_is_as_long(a in point(), b in point(), c in point()) {
            prop_assert!(km(a, c) <= km(a, b) + km(b, c) + 1e-6);
            prop_assert_eq!(km(a, b), km(b, a));
        }
    }
}
