//! Areas on the map.

/// A place on the map, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// North of the equator is positive.
    pub latitude: f64,
    /// East of Greenwich is positive.
    pub longitude: f64,
}

/// An area on the map by its corners in order, either way round; the last is joined to the first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Polygon(pub Vec<Point>);

impl Polygon {
    /// Whether `point` lies inside or on the border. Degrees are taken as a plane, as on a map.
    pub(crate) fn contains(&self, point: Point) -> bool {
        let mut inside = false;
        let mut from = self.0.last();
        for to in &self.0 {
            // The side from the corner before this one: `from` is there whenever `to` is.
            let Some(a) = from.replace(to) else { break };
            // Which side of the line from `a` to `to` the point is on; 0 = on the line.
            let side = (to.longitude - a.longitude) * (point.latitude - a.latitude)
                - (to.latitude - a.latitude) * (point.longitude - a.longitude);
            let between = |one: f64, other: f64, value: f64| one.min(other) <= value && value <= one.max(other);
            if side == 0.0
                && between(a.latitude, to.latitude, point.latitude)
                && between(a.longitude, to.longitude, point.longitude)
            {
                return true;
            }
            // A ray to the east crosses the border an odd number of times exactly when it starts inside.
            let crosses = (a.latitude <= point.latitude) != (to.latitude <= point.latitude);
            if crosses && (0.0 < side) == (a.latitude < to.latitude) {
                inside = !inside;
            }
        }
        inside
    }
}
