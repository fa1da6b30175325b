//! The files of the languages beside English, for programs that carry them.

/// Each language by its BCP 47 name, with its file: an object of texts by their names.
pub const LANGUAGES: [(&str, &str); 6] = [
    ("de", include_str!("../languages/de.json")),
    ("es", include_str!("../languages/es.json")),
    ("fr", include_str!("../languages/fr.json")),
    ("pt", include_str!("../languages/pt.json")),
    ("pl", include_str!("../languages/pl.json")),
    ("ar", include_str!("../languages/ar.json")),
];
