//! Which of several names was probably meant.

/// The name that is nearest to `name`, if any is near: at most a quarter of its letters
/// (one at least) left out, put in, replaced or swapped, upper and lower case being equal.
#[must_use]
pub fn nearest<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    // Nothing that long is a slip of the pen, and the distance takes quadratic time.
    const LONGEST: usize = 100;
    if name.len() > LONGEST {
        return None;
    }
    let folded = name.to_lowercase();
    let mut nearest = None;
    let mut allowed = (name.chars().count() / 4).max(1);
    for other in names {
        if let Some(distance) = distance_within(allowed, &folded, other) {
            nearest = Some(other);
            // Of equally near ones the first is meant.
            let Some(nearer) = distance.checked_sub(1) else { break };
            allowed = nearer;
        }
    }
    nearest
}

/// Whether at most so many slips lie between two names, the first in lower case.
#[must_use]
pub fn is_within(slips: usize, folded: &str, other: &str) -> bool {
    distance_within(slips, folded, other).is_some()
}

/// How many slips lie between two names, the first in lower case, if no more than `allowed`.
fn distance_within(allowed: usize, folded: &str, other: &str) -> Option<usize> {
    let distance = if folded.is_ascii() && other.is_ascii() {
        if folded.len().abs_diff(other.len()) > allowed {
            return None;
        }
        ascii_distance(allowed, folded, other)?
    } else {
        let other = other.to_lowercase();
        if folded.chars().count().abs_diff(other.chars().count()) > allowed {
            return None;
        }
        strsim::damerau_levenshtein(folded, &other)
    };
    Some(distance).filter(|distance| *distance <= allowed)
}

/// The same of ASCII names: most are told apart by a look at their letters.
fn ascii_distance(allowed: usize, folded: &str, other: &str) -> Option<usize> {
    let (folded, other) = middles(folded, other);
    match (folded.len(), other.len()) {
        (0, length) | (length, 0) => return Some(length),
        (1, 1) => return Some(1),
        (2, 2) => {
            let swapped = other.bytes().rev().map(|byte| byte.to_ascii_lowercase());
            return Some(if folded.bytes().eq(swapped) { 1 } else { 2 });
        }
        _ => {}
    }
    // A slip takes one letter away at most, and adds one at most.
    if (letters(folded) ^ letters(other)).count_ones() as usize > 2 * allowed {
        return None;
    }
    Some(strsim::damerau_levenshtein(folded, &other.to_ascii_lowercase()))
}

/// Two names without what they begin and end with alike.
fn middles<'n>(one: &'n str, other: &'n str) -> (&'n str, &'n str) {
    let same = |(a, b): &(u8, u8)| a.eq_ignore_ascii_case(b);
    let start = one.bytes().zip(other.bytes()).take_while(same).count();
    let (one, other) = (one.get(start..).unwrap_or(""), other.get(start..).unwrap_or(""));
    let end = one.bytes().rev().zip(other.bytes().rev()).take_while(same).count();
    let middle = |name: &'n str| name.get(..name.len() - end).unwrap_or("");
    (middle(one), middle(other))
}

/// Which letters a name has, whatever their case: a bit for each.
fn letters(name: &str) -> u64 {
    name.bytes().fold(0, |set, byte| set | 1 << (byte.to_ascii_lowercase() % 64))
}

#[cfg(test)]
mod tests {
    use super::{distance_within, nearest};

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

    #[test]
    fn the_shortcuts_leave_the_distance_as_it_is() {
        let names =
            ["card", "cadr", "crad", "CARDS", "car", "ca", "abca", "", "카드", "k드", "aab"];
        for name in names {
            for other in names {
                let folded = name.to_lowercase();
                let distance = strsim::damerau_levenshtein(&folded, &other.to_lowercase());
                for allowed in 0..5 {
                    let within = Some(distance).filter(|distance| *distance <= allowed);
                    assert_eq!(distance_within(allowed, &folded, other), within, "{name} {other}");
                }
            }
        }
    }
}
