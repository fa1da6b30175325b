//! On which day a locale's weeks begin.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::JsCast;

/// The first day of the week, 0 = Sunday. Browsers without week data get Sunday for the Americas' `en-US`, else Monday.
pub fn first_day_of_week(locale: &str) -> u8 {
    // ISO numbers: 1 = Monday … 7 = Sunday.
    week_info(locale).map_or(u8::from(locale != "en-US" && locale != "en"), |day| (day as u8) % 7)
}

fn week_info(locale: &str) -> Option<f64> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &"Locale".into()).ok()?.dyn_into().ok()?;
    let locale = Reflect::construct(&constructor, &Array::of1(&locale.into())).ok()?;
    let info = match Reflect::get(&locale, &"getWeekInfo".into()).ok()?.dyn_into::<Function>() {
        Ok(get) => get.call0(&locale).ok()?,
        Err(_) => Reflect::get(&locale, &"weekInfo".into()).ok()?,
    };
    Reflect::get(&info, &"firstDay".into()).ok()?.as_f64()
}
