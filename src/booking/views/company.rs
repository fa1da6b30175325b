//! Whose it is: the head of every step, and the number to call where a sentence asks for that.

use leptos::prelude::*;

use crate::booking::widget::Widget;
use crate::ground::phone::tel;
use crate::kit::el::{El, a, div, img, nothing, p, span};

/// Logo, name, telephone, e-mail and hours, as far as the server has them.
pub fn company(w: Widget) -> AnyView {
    let Some(company) = w.state().company.get().filter(|company| *company != Default::default()) else {
        return nothing();
    };
    let link = |class: &str, address: &str, text: &str| a().class(class).attr("href", address).child(text);
    let mail = |email: &str| link("company-email", &["mailto:", email].concat(), email);
    div()
        .class("company")
        .part("company")
        // The name is beside it.
        .children(company.logo_url.map(|url| img().class("company-logo").attr("src", url).attr("alt", "")))
        .children(company.name.map(|name| span().class("company-name").child(name)))
        .children(company.phone.map(|phone| link("company-phone", &tel(&phone), &phone)))
        .children(company.email.as_deref().map(mail))
        .children(company.hours.map(|hours| span().class("company-hours").child(hours)))
        .view()
}

/// A sentence that asks customers to call, with the number behind it where it is known.
pub fn call_us(w: Widget, sentence: String) -> El {
    let phone = w.state().company.get().and_then(|company| company.phone);
    let number = |phone: String| span().child(" ").child(a().attr("href", tel(&phone)).child(phone));
    p().child(span().child(sentence)).children(phone.map(number))
}
