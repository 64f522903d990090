//! What smartro-lint is measured with: requests by the hundred, packs of many rules, a checker written by
//! hand to compare with, and how figures are written down.

pub mod corpus;
pub mod figures;
pub mod rules;
pub mod typed;
