//! Reads the API's records from a JavaScript value.
//!
//! serde-wasm-bindgen writes our requests and events, and could read the answers too. But its errors say what was found and
//! what was expected, and the formatting behind them (of floats, of debug output) is 12 kB of the customer's download, for
//! sentences that nobody would see: an answer of another shape is "something went wrong on our side" whatever the member.
//! So this reader knows one error, and only the shapes that our records have.

use std::fmt;

use js_sys::{Array, Object};
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
        deserialize_u16 visit_u16 u16;
        deserialize_u32 visit_u32 u32;
        deserialize_u64 visit_u64 u64;
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_bool(self.0.as_bool().ok_or(Mismatch)?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_string(self.0.as_string().ok_or(Mismatch)?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.0.is_null() || self.0.is_undefined() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let list = self.0.dyn_into::<Array>().map_err(|_| Mismatch)?;
        visitor.visit_seq(Items { list, next: 0 })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let object = self.0.dyn_into::<Object>().map_err(|_| Mismatch)?;
        visitor.visit_map(Items { list: Object::entries(&object), next: 0 })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_map(visitor)
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
        i8 i16 i32 i64 u8 f32 f64 char str bytes byte_buf unit unit_struct newtype_struct tuple tuple_struct
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
