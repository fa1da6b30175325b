//! What other systems' programs send us, and what they are answered: a folder for each system, which translates and decides
//! nothing.

pub mod sonar;
