//! A browser without script: it shows a page, fills in its forms, presses their buttons, and follows where it is led.

use axum::body::Body;
use axum::http::Request;
use slotwright_server::Peer;

use crate::support::{Answer, Server};

/// A page as it is shown, and where its forms lead.
pub struct Page<'s> {
    pub server: &'s Server,
    /// The address.
    pub path: String,
    pub status: u16,
    pub html: String,
}

/// A form: its fields as they are sent, and its buttons, by name and label.
#[derive(Clone, Debug, Default)]
pub struct Form {
    pub fields: Vec<(String, String)>,
    pub buttons: Vec<(String, String)>,
}

/// Asks, as a browser does, and follows where it is led.
pub async fn open<'s>(server: &'s Server, method: &str, path: &str, fields: &[(&str, &str)]) -> Page<'s> {
    let answer = ask(server, method, path, fields).await;
    match answer.status {
        303 => {
            // Beside the address that was posted to.
            let led = format!("/{}", answer.header("location"));
            let answer = ask(server, "GET", &led, &[]).await;
            shown(server, led, answer)
        }
        _ => shown(server, path.to_owned(), answer),
    }
}

/// One request, without following.
pub async fn ask(server: &Server, method: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(path).header("accept-language", "en");
    if method == "POST" {
        request = request.header("content-type", "application/x-www-form-urlencoded").header("origin", "null");
    }
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(fields);
    let mut request = request.body(Body::from(body.finish())).unwrap();
    request.extensions_mut().insert(Peer("198.51.100.7".parse().unwrap()));
    server.send(request).await
}

fn shown(server: &Server, path: String, answer: Answer) -> Page<'_> {
    let html = String::from_utf8(answer.bytes).unwrap();
    Page { server, path, status: answer.status, html }
}

impl<'s> Page<'s> {
    /// The heading.
    pub fn title(&self) -> String {
        text(self.html.split("<h1>").nth(1).and_then(|rest| rest.split("</h1>").next()).unwrap_or_default())
    }

    /// The whole page as text.
    pub fn text(&self) -> String {
        text(&self.html)
    }

    #[track_caller]
    pub fn assert_shows(self, status: u16, title: &str) -> Self {
        assert_eq!((self.status, &*self.title()), (status, title), "{}", self.text());
        self
    }

    /// The form that has this button.
    #[track_caller]
    pub fn form(&self, button: &str) -> Form {
        let found = forms(&self.html).into_iter().find(|form| form.buttons.iter().any(|(_, label)| label == button));
        found.unwrap_or_else(|| panic!("no button `{button}`: {}", self.html))
    }

    /// Fills in what is given, and presses the button.
    #[track_caller]
    pub fn press(&self, button: &str, filled: &[(&str, &str)]) -> impl Future<Output = Page<'s>> + use<'s> {
        let (server, sent) = (self.server, self.sent(button, filled));
        async move {
            let sent: Vec<_> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            open(server, "POST", "/plain", &sent).await
        }
    }

    /// What is sent at the press of a button, with what is filled in.
    #[track_caller]
    pub fn sent(&self, button: &str, filled: &[(&str, &str)]) -> Vec<(String, String)> {
        let Form { mut fields, buttons } = self.form(button);
        for (name, value) in filled {
            let field = fields.iter_mut().find(|(known, _)| known == name);
            field.unwrap_or_else(|| panic!("no field `{name}`: {}", self.html)).1 = (*value).to_owned();
        }
        fields.extend(buttons.into_iter().find(|(name, label)| label == button && !name.is_empty()));
        fields
    }
}

fn forms(html: &str) -> Vec<Form> {
    html.split("<form ").skip(1).map(|rest| form(rest.split("</form>").next().unwrap())).collect()
}

fn form(html: &str) -> Form {
    let mut form = Form::default();
    for tag in html.split('<').skip(1) {
        let (tag, behind) = tag.split_once('>').unwrap();
        let name = attribute(tag, "name").unwrap_or_default();
        match tag.split(' ').next().unwrap() {
            "input" if attribute(tag, "type").as_deref() == Some("submit") => {
                form.buttons.push((name, attribute(tag, "value").unwrap()));
            }
            "input" => form.fields.push((name, attribute(tag, "value").unwrap_or_default())),
            "textarea" => form.fields.push((name, text(behind.strip_prefix('\n').unwrap_or(behind)))),
            "select" => form.fields.push((name, String::new())),
            "option" if tag.ends_with(" selected") => {
                form.fields.last_mut().unwrap().1 = attribute(tag, "value").unwrap()
            }
            _ => {}
        }
    }
    form
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let rest = tag.split(&format!(" {name}=\"")).nth(1)?;
    Some(unescaped(rest.split('"').next()?))
}

fn text(html: &str) -> String {
    let text: String = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    unescaped(&text)
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
