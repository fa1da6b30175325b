//! What is around each page: head, company, language; and its forms, which carry the link on.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use slotwright_wire::slotwright::Company;
use slotwright_words::{Text, text};

use super::visitor::Visitor;
use crate::app::App;
use crate::speech::{Speech, languages};

/// The name of the language that is chosen within the form of a page, beside the one in which the page is.
pub const LANGUAGE: &str = "language";
/// The name of the button that shows the page in it.
pub const SPEAK: &str = "speak";

/// Hidden fields of a form: name and value.
pub type Hidden = Vec<(String, String)>;

/// What is around a page.
pub struct Frame<'a> {
    /// Whose instance it is.
    pub app: &'a App,
    /// The reader's language.
    pub speech: &'a Speech,
    /// The link's code, where one is known.
    pub link: &'a str,
    /// From the address of the page to where the others are.
    pub up: &'static str,
    /// What shows the same page again, in another language.
    pub again: Hidden,
    /// Whether the page's own form asks for the language, so that what is typed in it and not sent yet is kept.
    pub is_typed_in: bool,
}

impl<'a> Frame<'a> {
    /// Of a visitor's page, which these fields show again.
    #[must_use]
    pub fn of(visitor: &'a Visitor, again: &[(&str, &str)]) -> Self {
        let again = again.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self {
            app: &visitor.app,
            speech: &visitor.speech,
            link: &visitor.link,
            up: visitor.up,
            again,
            is_typed_in: false,
        }
    }

    /// A page under this title, which is its heading too.
    #[must_use]
    pub fn page(&self, title: &str, is_faulty: bool, content: Markup) -> Markup {
        let Self { speech, up, .. } = self;
        let named = speech.fill(text::PLAIN_TITLE, &[("title", title), ("page", speech.say(text::PLAIN_PAGE))]);
        let named = if is_faulty { speech.fill(text::PLAIN_FAULT_TITLE, &[("title", &named)]) } else { named };
        let links = html! {
            link rel="icon" href="data:,";
            link rel="stylesheet" href={ (up) "plain.css" };
        };
        let body = html! {
            (self.company())
            main {
                h1 { (title) }
                (content)
            }
            @if !self.is_typed_in { (self.languages()) }
        };
        document(speech, &named, &links, &body)
    }

    /// A form with these hidden fields, and the link.
    #[must_use]
    pub fn form(&self, hidden: &[(&str, &str)], content: Markup) -> Markup {
        html! {
            // What is wrong is said on the page that is the answer, in its language.
            form method="post" action={ (self.up) "plain" } novalidate {
                input type="hidden" name="link" value=(self.link);
                input type="hidden" name="lang" value=(self.speech.tag);
                @for (name, value) in hidden {
                    input type="hidden" name=(name) value=(value);
                }
                (content)
            }
        }
    }

    /// A form of one button.
    #[must_use]
    pub fn button(&self, what: &str, label: &'static Text, tone: &str) -> Markup {
        self.form(&[("do", what)], submit("", self.speech.say(label), tone))
    }

    /// Whose page it is, and how they are reached.
    fn company(&self) -> Markup {
        let Company { name, logo_url, phone, email, hours } = &self.app.company;
        let lines = [name, logo_url, phone, email, hours];
        html! {
            @if lines.iter().any(|line| line.is_some()) {
                header {
                    @if let Some(address) = logo_url { p { img src=(address) alt="" height="32"; } }
                    @if let Some(name) = name { p { b { (name) } } }
                    @if let Some(phone) = phone { p { a href=(tel(phone)) dir="ltr" { (phone) } } }
                    @if let Some(email) = email { p { a href={ "mailto:" (email) } dir="ltr" { (email) } } }
                    @if let Some(hours) = hours { p { (hours) } }
                }
            }
        }
    }

    fn languages(&self) -> Markup {
        if languages().len() < 2 {
            return PreEscaped(String::new());
        }
        let again: Vec<_> = self.again.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        html! {
            footer {
                form method="post" action={ (self.up) "plain" } {
                    input type="hidden" name="link" value=(self.link);
                    @for (name, value) in &again {
                        input type="hidden" name=(name) value=(value);
                    }
                    (self.choice("lang", ""))
                }
            }
        }
    }

    /// The same as the last part of the page's own form, which keeps what is typed in it.
    #[must_use]
    pub fn languages_in_form(&self) -> Markup {
        if languages().len() < 2 {
            return PreEscaped(String::new());
        }
        html! { div class="languages" { (self.choice(LANGUAGE, SPEAK)) } }
    }

    fn choice(&self, name: &str, button: &str) -> Markup {
        let primary = self.speech.tag.split('-').next().unwrap_or_default();
        html! {
            label for="lang" { (self.speech.say(text::PLAIN_LANGUAGE)) }
            " "
            select id="lang" name=(name) {
                @for language in languages() {
                    option value=(language.tag) lang=(language.tag) selected[language.tag == primary] { (language.name) }
                }
            }
            " "
            (submit(button, self.speech.say(text::PLAIN_LANGUAGE_SHOW), ""))
        }
    }
}

/// The address by which a device calls a number that is written for people: behind a country's number the zero in brackets is left out.
fn tel(phone: &str) -> String {
    let (before, after) = phone.split_once("(0)").filter(|_| phone.starts_with('+')).unwrap_or((phone, ""));
    let dialled = |letter: &char| letter.is_ascii_digit() || *letter == '+';
    "tel:".chars().chain(before.chars().chain(after.chars()).filter(dialled)).collect()
}

/// A button. What it says is sent with its name, so that a name can have what is chosen in it; an empty one is not sent.
#[must_use]
pub fn submit(name: &str, label: &str, tone: &str) -> Markup {
    html! {
        input type="submit" name=[(!name.is_empty()).then_some(name)] value=(label)
            data-tone=[(!tone.is_empty()).then_some(tone)];
    }
}

/// A whole document in a language: its title, what its head links to, and its body.
pub fn document(speech: &Speech, title: &str, links: &Markup, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(speech.tag) dir=(speech.direction()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                (links)
            }
            body { (body) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::tel;

    #[test]
    fn a_number_is_called_as_it_is_dialled() {
        assert_eq!(tel("(312) 555-0142"), "tel:3125550142");
        assert_eq!(tel("+44 (0)20 7946 0018"), "tel:+442079460018");
    }
}
