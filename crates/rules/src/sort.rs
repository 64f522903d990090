//! Sorting with one copy of the code for whatever is sorted. The standard library has one for each
//! type and order, of kilobytes each, which pages that lint would load; it is faster on long lists.

use std::cmp::Ordering;

/// How many are sorted without a heap.
const FEW: usize = 20;

/// Sorts in place, without taking memory. Equal ones keep their order only where there are few.
pub fn sort<T>(items: &mut [T], order: &dyn Fn(&T, &T) -> Ordering) {
    let count = items.len();
    sort_places(&mut Ordered { items, order }, count);
}

/// Sorts by a number. Equal ones keep their order.
pub fn sort_by_number<T>(items: &mut Vec<T>, number: impl Fn(&T) -> u64) {
    let numbered = items.drain(..).zip(0_usize..);
    let mut numbered: Vec<_> =
        numbered.map(|(item, place)| ((number(&item), place), item)).collect();
    sort(&mut numbered, &|(one, _), (other, _)| one.cmp(other));
    items.extend(numbered.into_iter().map(|(_, item)| item));
}

/// What is at places that count from 0.
trait Places {
    fn is_before(&self, one: usize, other: usize) -> bool;
    fn swap(&mut self, one: usize, other: usize);
}

struct Ordered<'s, T> {
    items: &'s mut [T],
    order: &'s dyn Fn(&T, &T) -> Ordering,
}

impl<T> Places for Ordered<'_, T> {
    fn is_before(&self, one: usize, other: usize) -> bool {
        let both = self.items.get(one).zip(self.items.get(other));
        both.is_some_and(|(one, other)| (self.order)(one, other).is_lt())
    }

    fn swap(&mut self, one: usize, other: usize) {
        self.items.swap(one, other);
    }
}

fn sort_places(places: &mut dyn Places, count: usize) {
    if count <= FEW {
        for end in 1..count {
            let mut at = end;
            while at > 0 && places.is_before(at, at - 1) {
                places.swap(at, at - 1);
                at -= 1;
            }
        }
        return;
    }
    if !(1..count).any(|at| places.is_before(at, at - 1)) {
        return;
    }
    for root in (0..count / 2).rev() {
        sink(places, root, count);
    }
    for end in (1..count).rev() {
        places.swap(0, end);
        sink(places, 0, end);
    }
}

/// Makes a heap of what is below a root and the root itself, with the last one in order at the top.
fn sink(places: &mut dyn Places, mut root: usize, end: usize) {
    loop {
        let mut child = 2 * root + 1;
        if child + 1 < end && places.is_before(child, child + 1) {
            child += 1;
        }
        if child >= end || !places.is_before(root, child) {
            return;
        }
        places.swap(root, child);
        root = child;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many numbers in no order, some of them twice.
    fn mixed(count: usize) -> Vec<u64> {
        (0..count as u64).map(|number| number * 7919 % 101).collect()
    }

    #[test]
    fn lists_of_every_length_are_sorted() {
        for count in 0..300 {
            let mut sorted = mixed(count);
            sorted.sort_unstable();
            let mut items = mixed(count);
            sort(&mut items, &u64::cmp);
            assert_eq!(items, sorted, "{count}");
            sort(&mut items, &|one, other| other.cmp(one));
            assert!(items.iter().eq(sorted.iter().rev()), "{count}");
        }
    }

    #[test]
    fn what_has_the_same_number_keeps_its_order() {
        for count in [5, 20, 21, 300] {
            let mut items: Vec<_> = mixed(count).into_iter().enumerate().collect();
            sort_by_number(&mut items, |(_, number)| number % 3);
            let key = |(place, number): &(usize, u64)| (number % 3, *place);
            assert!(items.is_sorted_by_key(key), "{items:?}");
            assert_eq!(items.len(), count);
        }
    }
}
