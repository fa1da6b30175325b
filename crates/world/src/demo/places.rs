//! Where the demo's customers live: house numbers on real streets, whose coordinates follow from Chicago's grid.
//!
//! House numbers count 800 to the mile from State and Madison, so a street's place in the grid and a house number are a
//! point on the map. Nobody in particular lives there.

use std::collections::BTreeSet;

use slotwright_matching::{Point, Polygon};

use super::dice::Dice;
use super::jobs::ACTIVE;
use super::words::{BUSINESSES, FIRST_NAMES, LAST_NAMES};
use crate::world::{Geofence, Place};

/// To which side of the origin the numbers of a street grow.
#[derive(Clone, Copy)]
enum Side {
    North,
    South,
    East,
    West,
}

/// A part of a street within one postal code.
struct Street {
    name: &'static str,
    /// As businesses name themselves after it.
    short: &'static str,
    city: &'static str,
    side: Side,
    /// Where in the grid the street lies: west of State (east is negative) for a street that runs north and south,
    /// north of Madison (south is negative) for one that runs east and west.
    across: i32,
    first_number: i32,
    last_number: i32,
}

const fn street(
    name: &'static str,
    short: &'static str,
    city: &'static str,
    side: Side,
    across: i32,
    numbers: (i32, i32),
) -> Street {
    Street { name, short, city, side, across, first_number: numbers.0, last_number: numbers.1 }
}

const CITY: [Street; 24] = [
    street("N Damen Ave", "Damen Avenue", "Chicago, IL 60647", Side::North, 2000, (1900, 2290)),
    street("W Belmont Ave", "Belmont", "Chicago, IL 60657", Side::West, 3200, (900, 1340)),
    street("N Southport Ave", "Southport", "Chicago, IL 60657", Side::North, 1400, (3200, 3720)),
    street("W Division St", "Division Street", "Chicago, IL 60622", Side::West, 1200, (1800, 2190)),
    street("S Halsted St", "Halsted Street", "Chicago, IL 60608", Side::South, 800, (3120, 3480)),
    street("W 18th St", "Pilsen", "Chicago, IL 60608", Side::West, -1800, (1200, 1790)),
    street("N Kedzie Blvd", "Logan Square", "Chicago, IL 60647", Side::North, 3200, (2420, 2890)),
    street("W Lawrence Ave", "Albany Park", "Chicago, IL 60625", Side::West, 4800, (3210, 3970)),
    street("W Montrose Ave", "Montrose", "Chicago, IL 60618", Side::West, 4400, (2010, 2580)),
    street("N Western Ave", "Lincoln Square", "Chicago, IL 60625", Side::North, 2400, (4420, 4880)),
    street("W Irving Park Rd", "Irving Park", "Chicago, IL 60641", Side::West, 4000, (4010, 4680)),
    street("N Pulaski Rd", "Pulaski", "Chicago, IL 60641", Side::North, 4000, (3610, 3940)),
    street("S Ashland Ave", "Ashland", "Chicago, IL 60608", Side::South, 1600, (1810, 2080)),
    street("E 53rd St", "Hyde Park", "Chicago, IL 60615", Side::East, -5300, (1310, 1690)),
    street("S Woodlawn Ave", "Woodlawn", "Chicago, IL 60615", Side::South, -1200, (5010, 5380)),
    street("S Michigan Ave", "South Loop", "Chicago, IL 60605", Side::South, -100, (1410, 1640)),
    street("W Randolph St", "Randolph Street", "Chicago, IL 60607", Side::West, 150, (810, 1090)),
    street("W Adams St", "West Loop", "Chicago, IL 60607", Side::West, -200, (1010, 1380)),
    street("W Bryn Mawr Ave", "Bryn Mawr", "Chicago, IL 60660", Side::West, 5600, (1010, 1290)),
    street("W Devon Ave", "Devon Avenue", "Chicago, IL 60659", Side::West, 6400, (2210, 2680)),
    street("N Ashland Ave", "Andersonville", "Chicago, IL 60640", Side::North, 1600, (4910, 5280)),
    street("N Wells St", "Old Town", "Chicago, IL 60610", Side::North, 200, (1110, 1490)),
    street("W Fullerton Ave", "Fullerton", "Chicago, IL 60614", Side::West, 2400, (810, 1190)),
    street("S Jeffery Blvd", "South Shore", "Chicago, IL 60649", Side::South, -2000, (7010, 7560)),
];

const SUBURBS: [Street; 4] = [
    street("Ridgeland Ave", "Ridgeland", "Berwyn, IL 60402", Side::South, 6400, (2110, 3380)),
    street("Oak Park Ave", "Depot District", "Berwyn, IL 60402", Side::South, 6800, (2110, 3280)),
    street("Cermak Rd", "Cermak Road", "Berwyn, IL 60402", Side::West, -2200, (6210, 6980)),
    street("W Madison St", "Madison Street", "Oak Park, IL 60302", Side::West, 0, (6110, 6940)),
];

/// Forty customers, about one in eight of them in the suburbs.
pub(super) fn accounts(dice: &mut Dice) -> Vec<Place> {
    let mut last_names = LAST_NAMES;
    let mut businesses = BUSINESSES;
    dice.shuffle(&mut last_names);
    dice.shuffle(&mut businesses);
    let (mut last_names, mut businesses) = (last_names.iter(), businesses.iter());
    let mut addresses = BTreeSet::new();
    let mut account = |id: u64| {
        let (address, street, point) = loop {
            let street = if id % 8 == 4 { dice.one_of(&SUBURBS) } else { dice.one_of(&CITY) };
            let number = dice.between(street.first_number, street.last_number);
            let address = format!("{number} {}, {}", street.name, street.city);
            // Two customers in one house would look like a slip.
            if addresses.insert(address.clone()) {
                break (address, street, point_of(street, number));
            }
        };
        let business = if id % 4 == 3 { businesses.next() } else { None };
        let name = match (business, last_names.next()) {
            (Some(business), _) => format!("{} {business}", street.short),
            (None, last_name) => {
                let first_name = dice.one_of(&FIRST_NAMES);
                let partner = if dice.chance(12) { dice.one_of(&FIRST_NAMES) } else { first_name };
                let both = if partner == first_name { String::new() } else { format!(" & {partner}") };
                format!("{first_name}{both} {}", last_name.unwrap_or(&"Miller"))
            }
        };
        let (latitude, longitude) = (Some(point.latitude), Some(point.longitude));
        let (address, account_status_id) = (Some(address), Some(ACTIVE));
        Place { id, name, address, latitude, longitude, account_status_id, email: None, telephone: None }
    };
    (1..=40).map(&mut account).collect()
}

/// The provider's own places.
pub(super) fn network_sites() -> Vec<Place> {
    let site = |id, name: &str, address: &str, latitude, longitude| Place {
        id,
        name: name.to_owned(),
        address: Some(address.to_owned()),
        latitude: Some(latitude),
        longitude: Some(longitude),
        account_status_id: None,
        email: None,
        telephone: None,
    };
    vec![
        site(1, "West Loop head end", "1130 W Monroe St, Chicago, IL 60607", 41.88047, -87.65597),
        site(2, "Pilsen rooftop node", "1850 S Blue Island Ave, Chicago, IL 60608", 41.85629, -87.66151),
        site(3, "Goose Island fibre hut", "1101 W Division St, Chicago, IL 60642", 41.90355, -87.65473),
        site(4, "Uptown tower", "4753 N Broadway, Chicago, IL 60640", 41.96832, -87.65941),
        site(5, "Hyde Park cabinet", "5235 S Harper Ct, Chicago, IL 60615", 41.79964, -87.58841),
        site(6, "Berwyn depot cabinet", "6818 Windsor Ave, Berwyn, IL 60402", 41.83318, -87.79339),
    ]
}

/// Oak Park and Berwyn, which have their own technician.
pub(super) fn western_suburbs() -> Geofence {
    let rectangle = |south: f64, north: f64, west: f64, east: f64| {
        let corner = |latitude, longitude| Point { latitude, longitude };
        Polygon(vec![corner(south, west), corner(south, east), corner(north, east), corner(north, west)])
    };
    Geofence {
        id: 1,
        name: "Oak Park and Berwyn".to_owned(),
        polygons: vec![
            rectangle(41.8650, 41.9090, -87.8060, -87.7740),
            rectangle(41.8210, 41.8650, -87.8030, -87.7740),
        ],
    }
}

fn point_of(street: &Street, number: i32) -> Point {
    let (north, west) = match street.side {
        Side::North => (number, street.across),
        Side::South => (-number, street.across),
        Side::West => (street.across, number),
        Side::East => (street.across, -number),
    };
    // The first three miles to the south have 1200, 1000 and 900 numbers, every other mile has 800.
    let miles_north = match f64::from(north) {
        north if -1200.0 <= north => north / if north < 0.0 { 1200.0 } else { 800.0 },
        north if -2200.0 <= north => -1.0 + (north + 1200.0) / 1000.0,
        north if -3100.0 <= north => -2.0 + (north + 2200.0) / 900.0,
        north => -3.0 + (north + 3100.0) / 800.0,
    };
    let rounded = |degrees: f64| (degrees * 1e5).round() / 1e5;
    Point {
        latitude: rounded(41.882 + miles_north * 0.014_493),
        longitude: rounded(-87.6278 - f64::from(west) / 800.0 * 0.019_425),
    }
}
