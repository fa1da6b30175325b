//! Whose it is: the head of every step, and the number to call where a sentence asks for that.

use leptos::prelude::*;

use crate::booking::widget::Widget;
use crate::ground::company::{EMAIL, HOURS, LOGO, NAME, PHONE};
use crate::ground::phone::tel;
use crate::kit::el::{El, a, div, img, nothing, p, span};

/// Logo, name, telephone, e-mail and hours, as far as the server has them.
pub fn company(w: Widget) -> AnyView {
    let lines = w.state().company.get();
    if lines.is_empty() {
        return nothing();
    }
    let line =
        |i: usize, class: &str, shown: fn(&str) -> El| (!lines[i].is_empty()).then(|| shown(&lines[i]).class(class));
    div()
        .class("company")
        .part("company")
        // The name is beside it.
        .children(line(LOGO, "company-logo", |url| img().attr("src", url).attr("alt", "")))
        .children(line(NAME, "company-name", |name| span().child(name)))
        .children(line(PHONE, "company-phone", phone))
        .children(line(EMAIL, "company-email", |email| link(&["mailto:", email].concat(), email)))
        .children(line(HOURS, "company-hours", |hours| span().child(hours)))
        .view()
}

/// A sentence that asks customers to call, with the number behind it where it is known.
pub fn call_us(w: Widget, sentence: &str) -> El {
    let lines = w.state().company.get();
    let number = lines.get(PHONE).filter(|number| !number.is_empty());
    p().child(span().child(sentence)).children(number.map(|number| span().child(" ").child(phone(number))))
}

fn phone(number: &str) -> El {
    link(&tel(number), number)
}

/// Numbers and addresses of mail are read from left to right everywhere.
fn link(address: &str, text: &str) -> El {
    a().attr("href", address).attr("dir", "ltr").child(text)
}
