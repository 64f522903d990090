//! Which of several names was probably meant.

/// The name that is nearest to `name`, if any is near: at most a quarter of its letters
/// (one at least) left out, put in, replaced or swapped, upper and lower case being equal.
#[must_use]
pub(crate) fn nearest<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    // Nothing that long is a slip of the pen, and the distance takes quadratic time.
    const LONGEST: usize = 100;
    if name.len() > LONGEST {
        return None;
    }
    let folded = name.to_lowercase();
    let allowed = (name.chars().count() / 4).max(1);
    names
        .into_iter()
        .map(|other| (strsim::damerau_levenshtein(&folded, &other.to_lowercase()), other))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_are_near_and_other_words_are_not() {
        assert_eq!(
            nearest("chanenlGroupId", ["channelKey", "channelGroupId"]),
            Some("channelGroupId")
        );
        assert_eq!(
            nearest("KOOOKMIN_BANK", ["SHINHAN_BANK", "KOOKMIN_BANK"]),
            Some("KOOKMIN_BANK")
        );
        assert_eq!(nearest("card", ["CARD"]), Some("CARD"));
        assert_eq!(nearest("foo", ["storeId", "paymentId"]), None);
    }
}
