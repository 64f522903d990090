//! The requests of the REST API, as a checker in Rust types them.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::Text;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InstantPayment<'a> {
    #[serde(borrow)]
    pub store_id: Option<Text<'a>>,
    #[serde(borrow)]
    pub channel_key: Option<Text<'a>>,
    #[serde(borrow)]
    pub channel_group_id: Option<Text<'a>>,
    #[serde(borrow)]
    pub method: InstantMethod<'a>,
    #[serde(borrow)]
    pub order_name: Text<'a>,
    pub is_cultural_expense: Option<bool>,
    pub is_escrow: Option<bool>,
    #[serde(borrow)]
    pub customer: Option<Customer<'a>>,
    #[serde(borrow)]
    pub custom_data: Option<Text<'a>>,
    pub amount: Amount,
    #[serde(borrow)]
    pub currency: Text<'a>,
    #[serde(borrow)]
    pub country: Option<Text<'a>>,
    #[serde(borrow)]
    pub notice_urls: Option<Vec<Text<'a>>>,
    #[serde(borrow)]
    pub products: Option<Vec<Product<'a>>>,
    pub product_count: Option<i64>,
    #[serde(borrow)]
    pub product_type: Option<Text<'a>>,
    #[serde(borrow)]
    pub shipping_address: Option<Address<'a>>,
    #[serde(borrow)]
    pub promotion_id: Option<Text<'a>>,
    pub bypass: Option<IgnoredAny>,
    pub skip_webhook: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InstantMethod<'a> {
    #[serde(borrow)]
    pub virtual_account: InstantVirtualAccount<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InstantVirtualAccount<'a> {
    #[serde(borrow)]
    pub bank: Text<'a>,
    #[serde(borrow)]
    pub expiry: InstantExpiry<'a>,
    #[serde(borrow)]
    pub option: InstantOption<'a>,
    #[serde(borrow)]
    pub cash_receipt: Option<InstantCashReceipt<'a>>,
    #[serde(borrow)]
    pub remittee_name: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InstantExpiry<'a> {
    pub valid_hours: Option<i64>,
    #[serde(borrow)]
    pub due_date: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InstantOption<'a> {
    #[serde(borrow)]
    pub r#type: Text<'a>,
    #[serde(borrow)]
    pub fixed: Option<InstantFixed<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InstantFixed<'a> {
    #[serde(borrow)]
    pub pg_account_id: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InstantCashReceipt<'a> {
    #[serde(borrow)]
    pub r#type: Text<'a>,
    #[serde(borrow)]
    pub customer_identity_number: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Customer<'a> {
    #[serde(borrow)]
    pub id: Option<Text<'a>>,
    #[serde(borrow)]
    pub name: Option<CustomerName<'a>>,
    #[serde(borrow)]
    pub birth_year: Option<Text<'a>>,
    #[serde(borrow)]
    pub birth_month: Option<Text<'a>>,
    #[serde(borrow)]
    pub birth_day: Option<Text<'a>>,
    #[serde(borrow)]
    pub country: Option<Text<'a>>,
    #[serde(borrow)]
    pub gender: Option<Text<'a>>,
    #[serde(borrow)]
    pub email: Option<Text<'a>>,
    #[serde(borrow)]
    pub phone_number: Option<Text<'a>>,
    #[serde(borrow)]
    pub address: Option<Address<'a>>,
    #[serde(borrow)]
    pub zipcode: Option<Text<'a>>,
    #[serde(borrow)]
    pub business_registration_number: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CustomerName<'a> {
    #[serde(borrow)]
    pub full: Option<Text<'a>>,
    #[serde(borrow)]
    pub separated: Option<SeparatedName<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SeparatedName<'a> {
    #[serde(borrow)]
    pub first: Text<'a>,
    #[serde(borrow)]
    pub last: Text<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Address<'a> {
    #[serde(borrow)]
    pub address_line1: Text<'a>,
    #[serde(borrow)]
    pub address_line2: Text<'a>,
    #[serde(borrow)]
    pub city: Option<Text<'a>>,
    #[serde(borrow)]
    pub province: Option<Text<'a>>,
    #[serde(borrow)]
    pub country: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Amount {
    pub total: i64,
    pub tax_free: Option<i64>,
    pub vat: Option<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Product<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow)]
    pub name: Text<'a>,
    #[serde(borrow)]
    pub tag: Option<Text<'a>>,
    #[serde(borrow)]
    pub code: Option<Text<'a>>,
    pub amount: i64,
    pub quantity: i64,
    #[serde(borrow)]
    pub link: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IssueBillingKey<'a> {
    #[serde(borrow)]
    pub store_id: Option<Text<'a>>,
    #[serde(borrow)]
    pub method: IssueMethod<'a>,
    #[serde(borrow)]
    pub channel_key: Option<Text<'a>>,
    #[serde(borrow)]
    pub channel_group_id: Option<Text<'a>>,
    #[serde(borrow)]
    pub customer: Option<Customer<'a>>,
    #[serde(borrow)]
    pub custom_data: Option<Text<'a>>,
    pub bypass: Option<IgnoredAny>,
    #[serde(borrow)]
    pub notice_urls: Option<Vec<Text<'a>>>,
    pub skip_webhook: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IssueMethod<'a> {
    #[serde(borrow)]
    pub card: IssueCard<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IssueCard<'a> {
    #[serde(borrow)]
    pub credential: CardCredential<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CardCredential<'a> {
    #[serde(borrow)]
    pub number: Text<'a>,
    #[serde(borrow)]
    pub expiry_year: Text<'a>,
    #[serde(borrow)]
    pub expiry_month: Text<'a>,
    #[serde(borrow)]
    pub birth_or_business_registration_number: Text<'a>,
    #[serde(borrow)]
    pub password_two_digits: Text<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BillingKeyPayment<'a> {
    #[serde(borrow)]
    pub store_id: Option<Text<'a>>,
    #[serde(borrow)]
    pub billing_key: Text<'a>,
    #[serde(borrow)]
    pub channel_key: Option<Text<'a>>,
    #[serde(borrow)]
    pub order_name: Text<'a>,
    #[serde(borrow)]
    pub customer: Option<Customer<'a>>,
    #[serde(borrow)]
    pub custom_data: Option<Text<'a>>,
    pub amount: Amount,
    #[serde(borrow)]
    pub currency: Text<'a>,
    pub installment_month: Option<i64>,
    pub use_free_interest_from_merchant: Option<bool>,
    pub use_card_point: Option<bool>,
    #[serde(borrow)]
    pub cash_receipt: Option<CashReceipt<'a>>,
    #[serde(borrow)]
    pub country: Option<Text<'a>>,
    #[serde(borrow)]
    pub notice_urls: Option<Vec<Text<'a>>>,
    #[serde(borrow)]
    pub products: Option<Vec<Product<'a>>>,
    pub product_count: Option<i64>,
    #[serde(borrow)]
    pub product_type: Option<Text<'a>>,
    #[serde(borrow)]
    pub shipping_address: Option<Address<'a>>,
    #[serde(borrow)]
    pub promotion_id: Option<Text<'a>>,
    #[serde(borrow)]
    pub locale: Option<Text<'a>>,
    pub bypass: Option<IgnoredAny>,
    pub skip_webhook: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CashReceipt<'a> {
    #[serde(borrow)]
    pub r#type: Text<'a>,
    #[serde(borrow)]
    pub customer_identity_number: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreatePaymentSchedule<'a> {
    #[serde(borrow)]
    pub payment: ScheduledPayment<'a>,
    #[serde(borrow)]
    pub time_to_pay: Text<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ScheduledPayment<'a> {
    #[serde(borrow)]
    pub store_id: Option<Text<'a>>,
    #[serde(borrow)]
    pub billing_key: Text<'a>,
    #[serde(borrow)]
    pub channel_key: Option<Text<'a>>,
    #[serde(borrow)]
    pub order_name: Text<'a>,
    #[serde(borrow)]
    pub customer: Option<Customer<'a>>,
    #[serde(borrow)]
    pub custom_data: Option<Text<'a>>,
    pub amount: Amount,
    #[serde(borrow)]
    pub currency: Text<'a>,
    pub installment_month: Option<i64>,
    pub use_free_interest_from_merchant: Option<bool>,
    pub use_card_point: Option<bool>,
    #[serde(borrow)]
    pub cash_receipt: Option<CashReceipt<'a>>,
    #[serde(borrow)]
    pub country: Option<Text<'a>>,
    #[serde(borrow)]
    pub notice_urls: Option<Vec<Text<'a>>>,
    #[serde(borrow)]
    pub products: Option<Vec<Product<'a>>>,
    pub product_count: Option<i64>,
    #[serde(borrow)]
    pub product_type: Option<Text<'a>>,
    #[serde(borrow)]
    pub shipping_address: Option<Address<'a>>,
    #[serde(borrow)]
    pub promotion_id: Option<Text<'a>>,
    #[serde(borrow)]
    pub locale: Option<Text<'a>>,
    pub bypass: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CancelPayment<'a> {
    #[serde(borrow)]
    pub store_id: Option<Text<'a>>,
    pub amount: Option<i64>,
    pub tax_free_amount: Option<i64>,
    pub vat_amount: Option<i64>,
    #[serde(borrow)]
    pub reason: Text<'a>,
    #[serde(borrow)]
    pub requester: Option<Text<'a>>,
    #[serde(borrow)]
    pub promotion_discount_retain_option: Option<Text<'a>>,
    pub current_cancellable_amount: Option<i64>,
    #[serde(borrow)]
    pub refund_account: Option<RefundAccount<'a>>,
    #[serde(borrow)]
    pub refund_email: Option<Text<'a>>,
    pub skip_webhook: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RefundAccount<'a> {
    #[serde(borrow)]
    pub bank: Text<'a>,
    #[serde(borrow)]
    pub number: Text<'a>,
    #[serde(borrow)]
    pub holder_name: Text<'a>,
    #[serde(borrow)]
    pub holder_phone_number: Option<Text<'a>>,
}
