//! What is known of a text that is one of two.

use super::{Gap, Piece, Text};

impl Text {
    /// What both begin and end with, and between that the characters that one of them may have.
    pub(crate) fn either(&self, other: &Self) -> Self {
        let (mut one, mut two) = (self.pieces.clone(), other.pieces.clone());
        let mut text = Self::default();
        one.reverse();
        two.reverse();
        let start = common(&mut one, &mut two, common_start);
        start.iter().for_each(|piece| text.push(piece));
        one.reverse();
        two.reverse();
        let end = common(&mut one, &mut two, common_end);
        let (one, two) = (Self { pieces: one }, Self { pieces: two });
        let ((min, max), (other_min, other_max)) = (one.length(), two.length());
        text.push_gap(Gap {
            class: one.class().union(two.class()),
            min: min.min(other_min),
            max: max.zip(other_max).map(|(max, other)| max.max(other)),
        });
        end.iter().rev().for_each(|piece| text.push(piece));
        text
    }
}

/// Takes what both lists have last off them, the last first; `split` finds what two known pieces share.
fn common(
    one: &mut Vec<Piece>,
    two: &mut Vec<Piece>,
    split: impl Fn(&mut String, &mut String) -> String,
) -> Vec<Piece> {
    let mut shared = Vec::new();
    while let (Some(a), Some(b)) = (one.last_mut(), two.last_mut()) {
        if a == b {
            shared.extend(one.pop());
            two.pop();
            continue;
        }
        if let (Piece::Known(a), Piece::Known(b)) = (a, b) {
            let both = split(a, b);
            let (is_whole, is_other_whole) = (a.is_empty(), b.is_empty());
            shared.push(Piece::Known(both));
            if is_whole {
                one.pop();
            }
            if is_other_whole {
                two.pop();
            }
        }
        break;
    }
    shared
}

/// Takes the beginning that two texts share off them.
fn common_start(one: &mut String, two: &mut String) -> String {
    let shared = one.chars().zip(two.chars()).take_while(|(a, b)| a == b);
    let length = shared.map(|(char, _)| char.len_utf8()).sum();
    let rest = one.split_off(length);
    two.drain(..length);
    std::mem::replace(one, rest)
}

/// Takes the end that two texts share off them.
fn common_end(one: &mut String, two: &mut String) -> String {
    let shared = one.chars().rev().zip(two.chars().rev()).take_while(|(a, b)| a == b);
    let length: usize = shared.map(|(char, _)| char.len_utf8()).sum();
    two.truncate(two.len() - length);
    one.split_off(one.len() - length)
}
