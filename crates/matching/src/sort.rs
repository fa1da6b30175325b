//! The one sort of this crate.

/// Sorts in place: at once what is sorted already, as most input is, else in O(n log n).
///
/// The standard library's sorts are quicker on long random lists, but each use of one weighs 2 kB (compressed) in a browser,
/// more than the sweep that it serves.
pub(crate) fn sort<T: Ord + Copy>(items: &mut [T]) {
    if items.is_sorted() {
        return;
    }
    for root in (0..items.len() / 2).rev() {
        sift_down(items, root);
    }
    for end in (1..items.len()).rev() {
        items.swap(0, end);
        sift_down(&mut items[..end], 0);
    }
}

/// Restores the heap's order below `root`: no item is less than those at twice its index plus one and two.
fn sift_down<T: Ord>(heap: &mut [T], mut root: usize) {
    while let Some(left) = heap.get(2 * root + 1) {
        let mut child = 2 * root + 1;
        if heap.get(child + 1).is_some_and(|right| left < right) {
            child += 1;
        }
        if heap[child] <= heap[root] {
            return;
        }
        heap.swap(root, child);
        root = child;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_sorted_list_has_the_same_items_in_order(mut items: Vec<i32>) {
            let mut expected = items.clone();
            expected.sort();
            super::sort(&mut items);
            prop_assert_eq!(items, expected);
        }
    }
}
