//! Reads the API's records from a JavaScript value.
//!
//! serde-wasm-bindgen writes our requests and events, and could read the answers too. But its errors say what was found and
//! what was expected, and the formatting behind them (of floats, of debug output) is 15.6 kB of the customer's download, for
//! sentences that nobody would see: an answer of another shape is "something went wrong on our side" whatever the member.
//! So this reader knows one error, and only the shapes that our records have.

use std::fmt;

use js_sys::{Array, Object, Reflect};
use serde::de::value::StringDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, Expected, IntoDeserializer, MapAccess,
    SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use wasm_bindgen::{JsCast, JsValue};

/// The value is not what the record has there.
#[derive(Debug)]
pub struct Mismatch;

/// A record from a value; members it doesn't know are passed over.
///
/// # Errors
/// [`Mismatch`] when a member is missing or of another type.
pub fn read<T: DeserializeOwned>(value: JsValue) -> Result<T, Mismatch> {
    T::deserialize(Value(value))
}

struct Value(JsValue);

impl Value {
    /// A whole number that a double holds exactly.
    fn whole(&self) -> Result<f64, Mismatch> {
        let number = self.0.as_f64().ok_or(Mismatch)?;
        if number.trunc() == number && number.abs() <= 9_007_199_254_740_992.0 { Ok(number) } else { Err(Mismatch) }
    }
}

macro_rules! whole_numbers {
    ($($method:ident $visit:ident $type:ty;)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
            visitor.$visit(self.whole()? as $type)
        })*
    };
}

impl<'de> Deserializer<'de> for Value {
    type Error = Mismatch;

    /// Only for what may be an object or an empty list.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if Array::is_array(&self.0) { self.deserialize_seq(visitor) } else { self.deserialize_map(visitor) }
    }

    whole_numbers! {
        deserialize_u8 visit_u8 u8;
        deserialize_u16 visit_u16 u16;
        deserialize_u32 visit_u32 u32;
        deserialize_u64 visit_u64 u64;
        deserialize_i32 visit_i32 i32;
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_bool(self.0.as_bool().ok_or(Mismatch)?)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_f64(self.0.as_f64().ok_or(Mismatch)?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_string(self.0.as_string().ok_or(Mismatch)?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.0.is_null() || self.0.is_undefined() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    /// A list that isn't there is an empty one.
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.0.is_undefined() {
            return visitor.visit_seq(Items { list: Array::new(), next: 0 });
        }
        let list = self.0.dyn_into::<Array>().map_err(|_| Mismatch)?;
        visitor.visit_seq(Items { list, next: 0 })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let object = self.0.dyn_into::<Object>().map_err(|_| Mismatch)?;
        visitor.visit_map(Items { list: Object::entries(&object), next: 0 })
    }

    /// Asks for each member by its name, so that no code is needed that finds out which member a name means.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        let object = self.0.dyn_into::<Object>().map_err(|_| Mismatch)?;
        visitor.visit_seq(Members { object, names: names.iter() })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_enum(Word(self.0.as_string().ok_or(Mismatch)?))
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_string(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 i64 f32 char str bytes byte_buf unit unit_struct newtype_struct tuple tuple_struct
    }
}

/// The members of a record, in the order in which it declares them.
struct Members {
    object: Object,
    names: std::slice::Iter<'static, &'static str>,
}

impl<'de> SeqAccess<'de> for Members {
    type Error = Mismatch;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Mismatch> {
        let Some(name) = self.names.next() else { return Ok(None) };
        let member = Reflect::get(&self.object, &JsValue::from_str(name)).map_err(|_| Mismatch)?;
        seed.deserialize(Value(member)).map(Some)
    }
}

/// The items of a list, or of an object's `[name, value]` pairs.
struct Items {
    list: Array,
    next: u32,
}

impl Items {
    fn current(&self) -> Option<JsValue> {
        (self.next < self.list.length()).then(|| self.list.get(self.next))
    }
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Mismatch;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Mismatch> {
        let Some(item) = self.current() else { return Ok(None) };
        self.next += 1;
        seed.deserialize(Value(item)).map(Some)
    }
}

impl<'de> MapAccess<'de> for Items {
    type Error = Mismatch;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Mismatch> {
        let Some(pair) = self.current() else { return Ok(None) };
        seed.deserialize(Value(pair.unchecked_into::<Array>().get(0))).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Mismatch> {
        let pair = self.current().ok_or(Mismatch)?;
        self.next += 1;
        seed.deserialize(Value(pair.unchecked_into::<Array>().get(1)))
    }
}

/// The name of a variant without data.
struct Word(String);

impl<'de> EnumAccess<'de> for Word {
    type Error = Mismatch;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Mismatch> {
        let name: StringDeserializer<Mismatch> = self.0.into_deserializer();
        seed.deserialize(name).map(|variant| (variant, Self(String::new())))
    }
}

impl<'de> VariantAccess<'de> for Word {
    type Error = Mismatch;

    fn unit_variant(self) -> Result<(), Mismatch> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Mismatch> {
        Err(Mismatch)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Mismatch> {
        Err(Mismatch)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Mismatch> {
        Err(Mismatch)
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("the value is not what the record has there")
    }
}

impl std::error::Error for Mismatch {}

/// All kinds of mismatch are one: none of their sentences is built.
impl Error for Mismatch {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: Unexpected, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_value(_: Unexpected, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use slotwright_wire::slotwright::{AnySpaceFound, Booking, Timeline, WhyNot};
    use slotwright_wire::sonar::{AnySpace, Data, Job, JobSummary, User};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn parse(json: &str) -> JsValue {
        js_sys::JSON::parse(json).expect("JSON")
    }

    const JOB: &str = r#"{"id": 9007199254740991, "scheduled_datetime": "2026-12-01 09:00:00", "job_type_id": 1,
        "length_in_minutes": 120, "ticket_id": null, "assigned_type": "accounts", "assigned_id": 1, "notes": "Gate “7” 🐕",
        "status": "scheduled", "user_ids": [281474976710655, 2], "created_by_user_id": null,
        "checked_in_users": [{"user_id": 1, "datetime": "2026-12-01 09:02:00"}], "services": [], "completed_at": null,
        "completed_by_user_id": null, "completed_successfully": true, "completion_reason": null, "new_member": [{}]}"#;

    const WHY_NOT: &str = r#"{"scheduled_datetime": "2026-12-01 09:00:00", "length_in_minutes": 120, "crew_size": 1,
        "is_free": false, "reasons": [{"code": "crew", "sentence": "0 can come, 1 needed", "able": 0, "needed": 1}],
        "for_customer": null, "users": [{"user_id": 2, "reasons": []}, {"user_id": 1, "reasons": [{"code": "job",
        "sentence": "job 9 from 09:15 to 09:45", "from": "2026-12-01 09:15:00", "to": "2026-12-01 09:45:00", "job_id": 9}]}]}"#;

    const TIMELINE: &str = r#"{"now": "2026-11-22 10:00:00", "time_zone": "America/Chicago", "start_date": "2026-11-22", "days": 1,
        "technicians": [{"user_id": 1, "name": "Ada", "job_types": ["Install"], "areas": [], "schedules": ["Days"],
        "open": [{"start": 480, "end": 720}], "closed": [{"start": -60, "end": 90, "kind": "time_off", "name": "Leave", "moved": false}],
        "margins": [{"job_id": 5, "start": 470, "end": 480, "kind": "travel"}]}], "visits": []}"#;

    fn booking() -> String {
        let start = r#"{"now": "2026-11-22 10:00:00", "time_zone": "America/Chicago",
            "page_url": "https://book.example.com/book", "clock_changes": [{"from": "2027-03-14 02:00:00", "to": "2027-03-14 03:00:00"}], "job_type": {"id": 1, "name": "Fibre"},
            "length_in_minutes": 120, "crew_size": 1,
            "place": {"assigned_type": "accounts", "assigned_id": 1, "name": "Q", "address": null},
            "company": {"name": "Q & Co.", "logo_url": null, "phone": "+1 309 555 2671", "email": null, "hours": null},
            "cancelled": {"job_id": 9, "scheduled_datetime": "2026-12-01 09:00:00"},
            "policy": {"notice_minutes": 120, "change_notice_minutes": 60, "horizon_days": 60, "start_step_minutes": 30,
                "start_alignment": "block", "max_wishes": 10,
            "max_notes_length": 2000, "arrival_window_minutes": 0, "arrival_promise": "every", "on_cancel": "delete",
            "recommend": {"near": 60, "quiet": 20, "soon": 60, "room": 10}}, "visit": {"starts_at": "a", "ends_at": "b"},
            "rights": ["view", "book"], "earlier": {"asked": true, "not_before": null, "offer": {"hold_id": 281474976710655,
            "scheduled_datetime": "2026-11-30 09:00:00", "user_ids": [2], "held_until": "2026-11-22T18:00:00Z",
            "remaining_seconds": 7200}},
            "wishes": [{"id": 1, "date": "2026-12-01", "start_time": "08:00:00", "end_time": "12:00:00"}],
            "rather_not": [{"date": "2026-12-01", "start_time": "08:00:00", "end_time": "09:00:00"}],
            "fields": [{"key": "floor", "label": "Floor?", "hint": "", "kind": "number", "required": false, "choices": [],
                "min": -2.5, "max": 40, "pattern": null, "value": "", "fault": null}], "job": "#;
        [start, JOB, "}"].concat()
    }

    /// What serde_json makes of the text is what is read from the browser's value.
    fn agrees<T: DeserializeOwned + Serialize>(json: &str) {
        let expected: T = serde_json::from_str(json).expect("a record");
        let found: T = read(parse(json)).expect("the same record");
        assert_eq!(serde_json::to_string(&found).unwrap(), serde_json::to_string(&expected).unwrap());
    }

    #[wasm_bindgen_test]
    fn records_are_read_as_serde_json_reads_them() {
        agrees::<Job>(JOB);
        agrees::<Booking>(&booking());
        agrees::<Booking<JobSummary>>(&booking());
        agrees::<Data<AnySpace>>(
            r#"{"data": {"2026-12-01": {"7": [], "12": [{"start": "08:00:00", "end": "23:59:00"}]}}}"#,
        );
        agrees::<Data<AnySpace>>(r#"{"data": []}"#);
        agrees::<AnySpaceFound>(
            r#"{"data": [], "hints": [{"date": "2026-12-01", "load_percent": 25, "beside": [{"user_id": 7,
            "first_start": "09:00:00", "last_start": "10:00:00", "other_visit": "before", "way_minutes": 10}]}]}"#,
        );
        agrees::<WhyNot>(WHY_NOT);
        agrees::<Timeline>(TIMELINE);
        agrees::<Data<Vec<User>>>(
            r#"{"data": [{"id": 1, "username": "a", "name": "Ada", "public_name": "A", "locale": "en", "role_id": 1,
            "email_address": "", "mobile_number": null}]}"#,
        );
        agrees::<Data<AnySpace>>(r#"{"data": {}}"#);
        agrees::<Data<Vec<Job>>>(
            r#"{"data": [], "paginator": {"total_count": 0, "total_pages": 0, "current_page": 1, "limit": 100}}"#,
        );
    }

    #[wasm_bindgen_test]
    fn whatever_has_another_shape_is_refused_and_nothing_panics() {
        for (from, to) in [
            (r#""job_type_id": 1"#, r#""job_type_id": "1""#),
            (r#""job_type_id": 1"#, r#""job_type_id": 1.5"#),
            (r#""job_type_id": 1"#, r#""job_type_id": 1e300"#),
            (r#""job_type_id": 1,"#, ""),
            (r#""status": "scheduled""#, r#""status": "lost""#),
            (r#""user_ids": [281474976710655, 2]"#, r#""user_ids": {"0": 1}"#),
            (r#""notes": "Gate “7” 🐕""#, r#""notes": 7"#),
        ] {
            assert!(JOB.contains(from));
            assert!(read::<Job>(parse(&JOB.replace(from, to))).is_err(), "{to}");
        }
        for (from, to) in [("-2.5", "\"-2.5\""), ("-2.5", "true"), (r#""number""#, r#""colour""#)] {
            assert!(booking().contains(from));
            assert!(read::<Booking>(parse(&booking().replace(from, to))).is_err(), "{to}");
        }
        for value in ["null", "1", "\"text\"", "[]", "[[1, 2]]", "true"] {
            assert!(read::<Booking>(parse(value)).is_err(), "{value}");
        }
        assert!(read::<Job>(JsValue::UNDEFINED).is_err());
        assert!(read::<AnySpace>(parse(r#"["2026-12-01"]"#)).is_err());
    }
}
