//! Which locale dates are formatted in, and on which day its weeks begin.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::JsCast;
use web_sys::{Element, ShadowRoot};

use crate::ground::text::fill;

/// A locale, and what the page's author should know about it.
pub struct Locale {
    /// Its BCP 47 tag.
    pub tag: String,
    /// That texts aren't in that language, or that the browser doesn't know it.
    pub remark: Option<String>,
}

/// The locale for an element: its own `lang`, else the nearest in the page, as far as the browser knows that language.
///
/// A page that says just `en`, or nothing, leaves the region to the visitor's browser, if that speaks English too.
pub fn for_element(host: &Element, own: Option<&str>) -> Locale {
    let asked = own.map(str::to_owned).or_else(|| nearest(host)).unwrap_or_default();
    let english = |tag: &str| tag == "en" || tag.starts_with("en-");
    if !asked.is_empty() && asked != "en" && is_known(&asked) {
        let remark = "lang: dates and times follow `{tag}`, but there are texts in English only so far";
        let remark = (!english(&asked)).then(|| fill(remark, &[("tag", &asked)]));
        return Locale { tag: asked, remark };
    }
    let remark = "lang: this browser knows no language `{tag}`; dates and times are in English";
    let remark = (!asked.is_empty() && asked != "en").then(|| fill(remark, &[("tag", &asked)]));
    let browser = web_sys::window().and_then(|window| window.navigator().language());
    Locale { tag: browser.filter(|tag| english(tag)).unwrap_or_else(|| "en".to_owned()), remark }
}

/// The nearest `lang` around an element, out of the shadow trees that it stands in too.
fn nearest(element: &Element) -> Option<String> {
    match element.closest("[lang]").ok().flatten() {
        Some(found) => found.get_attribute("lang"),
        None => nearest(&element.get_root_node().dyn_into::<ShadowRoot>().ok()?.host()),
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

/// Whether the browser has data for a language; it throws at what is no tag at all.
fn is_known(tag: &str) -> bool {
    let get = || {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let formats = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?;
        let ask: Function = Reflect::get(&formats, &"supportedLocalesOf".into()).ok()?.dyn_into().ok()?;
        Some(Array::from(&ask.call1(&formats, &tag.into()).ok()?).length() > 0)
    };
    get().unwrap_or(false)
}
