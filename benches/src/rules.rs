//! Packs of as many rules as one likes, of the kinds that packs are made of.

use smartro_lint::Linter;
use smartro_lint::pack::Pack;

const MANIFEST: &str = "name: generated\nversion: 0.1.0\nuses: [portone]\n";

/// So many rules over PortOne's shapes.
pub fn pack(rules: usize) -> Linter {
    let rules: String = (0..rules).map(rule).collect();
    let pack = Pack::new("generated", [("pack.yaml", MANIFEST), ("generated.rules", &rules)]);
    Linter::new(pack).expect("generated packs load")
}

/// A rule that no request of the corpus breaks; no two are the same.
fn rule(index: usize) -> String {
    let body = match index % 8 {
        0 => format!("require paymentId matches /order[0-9]+|p{index}/"),
        1 => format!("require chars(customer.fullName) <= {}", 30 + index),
        2 => format!("when payMethod is MOBILE require totalAmount < {}", 100_000_000 + index),
        3 => format!("when isEscrow is true forbid totalAmount is {index}"),
        4 => format!("when present card.cardCompany require totalAmount > {}", index as i64 - 9999),
        5 => format!("for product in products {{ forbid product.quantity is {} }}", 1000 + index),
        6 => format!("require customer.email matches /[a-z0-9]+@[a-z.]+|m{index}/"),
        _ => format!("require vatAmount default 0 <= totalAmount + {index}"),
    };
    format!("/// Rule {index}.\nrule generated-{index}: error on requestPayment {{ {body} }}\n")
}
