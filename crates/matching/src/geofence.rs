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
