//! Which locale dates are formatted in, and on which day its weeks begin.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The locale for an element: its own `lang`, else the nearest in the page, as far as our texts are in that language.
///
/// A page that says just `en` leaves the region to the visitor's browser, if that speaks English too.
pub fn for_element(host: &web_sys::HtmlElement, own: Option<&str>) -> String {
    let nearest = || host.closest("[lang]").ok().flatten().and_then(|element| element.get_attribute("lang"));
    let asked = own.map(str::to_owned).or_else(nearest).unwrap_or_default();
    let browser = web_sys::window().and_then(|window| window.navigator().language()).unwrap_or_default();
    let english = |tag: &str| tag == "en" || tag.starts_with("en-");
    if english(&asked) && asked != "en" && is_known(&asked) {
        asked
    } else if english(&browser) {
        browser
    } else {
        "en".to_owned()
    }
}

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

fn is_known(tag: &str) -> bool {
    let get = || {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let get: Function = Reflect::get(&intl, &"getCanonicalLocales".into()).ok()?.dyn_into().ok()?;
        get.call1(&JsValue::UNDEFINED, &tag.into()).ok()
    };
    get().is_some()
}
