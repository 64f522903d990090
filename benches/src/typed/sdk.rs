//! The requests of the browser SDK, as a checker in Rust types them.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::Text;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PaymentRequest<'a> {
    #[serde(borrow)]
    pub store_id: Text<'a>,
    #[serde(borrow)]
    pub payment_id: Text<'a>,
    #[serde(borrow)]
    pub order_name: Text<'a>,
    pub total_amount: i64,
    #[serde(borrow)]
    pub currency: Text<'a>,
    #[serde(borrow)]
    pub pay_method: Text<'a>,
    #[serde(borrow)]
    pub channel_key: Option<Text<'a>>,
    #[serde(borrow)]
    pub channel_group_id: Option<Text<'a>>,
    pub tax_free_amount: Option<i64>,
    pub vat_amount: Option<i64>,
    #[serde(borrow)]
    pub customer: Option<Customer<'a>>,
    #[serde(borrow)]
    pub window_type: Option<WindowTypes<'a>>,
    #[serde(borrow)]
    pub redirect_url: Option<Text<'a>>,
    pub force_redirect: Option<bool>,
    #[serde(borrow)]
    pub notice_urls: Option<Vec<Text<'a>>>,
    #[serde(borrow)]
    pub confirm_url: Option<Text<'a>>,
    #[serde(borrow)]
    pub app_scheme: Option<Text<'a>>,
    pub is_escrow: Option<bool>,
    #[serde(borrow)]
    pub products: Option<Vec<Product<'a>>>,
    pub is_cultural_expense: Option<bool>,
    #[serde(borrow)]
    pub locale: Option<Text<'a>>,
    pub custom_data: Option<IgnoredAny>,
    #[serde(borrow)]
    pub country: Option<Text<'a>>,
    #[serde(borrow)]
    pub product_type: Option<Text<'a>>,
    #[serde(borrow)]
    pub offer_period: Option<OfferPeriod<'a>>,
    pub store_details: Option<IgnoredAny>,
    #[serde(borrow)]
    pub promotion_id: Option<Text<'a>>,
    #[serde(borrow)]
    pub merpay_category_id: Option<Text<'a>>,
    pub popup: Option<IgnoredAny>,
    pub iframe: Option<IgnoredAny>,
    #[serde(borrow)]
    pub bypass: Option<PaymentBypass<'a>>,
    #[serde(borrow)]
    pub order_detail: Option<Text<'a>>,
    #[serde(borrow)]
    pub shipping_address: Option<Address<'a>>,
    #[serde(borrow)]
    pub card: Option<PaymentCard<'a>>,
    #[serde(borrow)]
    pub virtual_account: Option<PaymentVirtualAccount<'a>>,
    #[serde(borrow)]
    pub transfer: Option<PaymentTransfer<'a>>,
    #[serde(borrow)]
    pub mobile: Option<PaymentMobile<'a>>,
    pub gift_certificate: Option<IgnoredAny>,
    #[serde(borrow)]
    pub easy_pay: Option<PaymentEasyPay<'a>>,
    pub paypal: Option<IgnoredAny>,
    pub alipay: Option<IgnoredAny>,
    pub convenience_store: Option<IgnoredAny>,
    pub alipay_plus: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Customer<'a> {
    #[serde(borrow)]
    pub customer_id: Option<Text<'a>>,
    #[serde(borrow)]
    pub full_name: Option<Text<'a>>,
    #[serde(borrow)]
    pub first_name: Option<Text<'a>>,
    #[serde(borrow)]
    pub last_name: Option<Text<'a>>,
    #[serde(borrow)]
    pub phone_number: Option<Text<'a>>,
    #[serde(borrow)]
    pub email: Option<Text<'a>>,
    #[serde(borrow)]
    pub address: Option<Address<'a>>,
    #[serde(borrow)]
    pub zipcode: Option<Text<'a>>,
    #[serde(borrow)]
    pub gender: Option<Text<'a>>,
    #[serde(borrow)]
    pub birth_year: Option<Text<'a>>,
    #[serde(borrow)]
    pub birth_month: Option<Text<'a>>,
    #[serde(borrow)]
    pub birth_day: Option<Text<'a>>,
    #[serde(borrow)]
    pub first_name_kana: Option<Text<'a>>,
    #[serde(borrow)]
    pub last_name_kana: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Address<'a> {
    #[serde(borrow)]
    pub country: Option<Text<'a>>,
    #[serde(borrow)]
    pub address_line1: Text<'a>,
    #[serde(borrow)]
    pub address_line2: Text<'a>,
    #[serde(borrow)]
    pub city: Option<Text<'a>>,
    #[serde(borrow)]
    pub province: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WindowTypes<'a> {
    #[serde(borrow)]
    pub pc: Option<Text<'a>>,
    #[serde(borrow)]
    pub mobile: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Product<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow)]
    pub name: Text<'a>,
    #[serde(borrow)]
    pub code: Option<Text<'a>>,
    pub amount: i64,
    pub quantity: i64,
    #[serde(borrow)]
    pub tag: Option<Text<'a>>,
    #[serde(borrow)]
    pub link: Option<Text<'a>>,
    #[serde(borrow)]
    pub description: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OfferPeriod<'a> {
    #[serde(borrow)]
    pub range: Option<OfferPeriodRange<'a>>,
    #[serde(borrow)]
    pub interval: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OfferPeriodRange<'a> {
    #[serde(borrow)]
    pub from: Option<Text<'a>>,
    #[serde(borrow)]
    pub to: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaymentBypass<'a> {
    #[serde(borrow)]
    pub smartro_v2: Option<SmartroPayment<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct SmartroPayment<'a> {
    pub goods_cnt: Option<i64>,
    #[serde(borrow)]
    pub skin_color: Option<Text<'a>>,
    #[serde(borrow)]
    pub open_type: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PaymentCard<'a> {
    #[serde(borrow)]
    pub card_company: Option<Text<'a>>,
    #[serde(borrow)]
    pub available_cards: Option<Vec<Text<'a>>>,
    pub use_free_interest_from_mall: Option<bool>,
    #[serde(borrow)]
    pub installment: Option<Installment<'a>>,
    pub use_card_point: Option<bool>,
    pub use_app_card_only: Option<bool>,
    pub use_installment: Option<bool>,
    #[serde(borrow)]
    pub card_promotion: Option<CardPromotion<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Installment<'a> {
    #[serde(borrow)]
    pub free_installment_plans: Option<Vec<FreeInstallmentPlan<'a>>>,
    pub month_option: Option<InstallmentMonthOption>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FreeInstallmentPlan<'a> {
    #[serde(borrow)]
    pub card_company: Text<'a>,
    pub months: Vec<i64>,
    #[serde(borrow)]
    pub pg_provider: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InstallmentMonthOption {
    pub fixed_month: Option<i64>,
    pub available_month_list: Option<Vec<i64>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CardPromotion<'a> {
    #[serde(borrow)]
    pub promotion_id: Text<'a>,
    pub discount_amount: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PaymentVirtualAccount<'a> {
    #[serde(borrow)]
    pub cash_receipt_type: Option<Text<'a>>,
    #[serde(borrow)]
    pub customer_identifier: Option<Text<'a>>,
    #[serde(borrow)]
    pub bank_code: Option<Text<'a>>,
    #[serde(borrow)]
    pub account_expiry: Option<AccountExpiry<'a>>,
    #[serde(borrow)]
    pub available_banks: Option<Vec<Text<'a>>>,
    #[serde(borrow)]
    pub fixed_option: Option<FixedOption<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AccountExpiry<'a> {
    pub valid_hours: Option<i64>,
    #[serde(borrow)]
    pub due_date: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FixedOption<'a> {
    #[serde(borrow)]
    pub pg_account_id: Option<Text<'a>>,
    #[serde(borrow)]
    pub account_number: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PaymentTransfer<'a> {
    #[serde(borrow)]
    pub cash_receipt_type: Option<Text<'a>>,
    #[serde(borrow)]
    pub customer_identifier: Option<Text<'a>>,
    #[serde(borrow)]
    pub bank_code: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PaymentMobile<'a> {
    #[serde(borrow)]
    pub carrier: Option<Text<'a>>,
    #[serde(borrow)]
    pub avaliable_carriers: Option<Vec<Text<'a>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PaymentEasyPay<'a> {
    #[serde(borrow)]
    pub easy_pay_provider: Option<Text<'a>>,
    pub use_free_interest_from_mall: Option<bool>,
    #[serde(borrow)]
    pub available_cards: Option<Vec<Text<'a>>>,
    #[serde(borrow)]
    pub installment: Option<Installment<'a>>,
    #[serde(borrow)]
    pub cash_receipt_type: Option<Text<'a>>,
    #[serde(borrow)]
    pub customer_identifier: Option<Text<'a>>,
    pub use_card_point: Option<bool>,
    #[serde(borrow)]
    pub available_pay_methods: Option<Vec<Text<'a>>>,
    pub use_installment: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IssueBillingKeyRequest<'a> {
    pub display_amount: Option<i64>,
    #[serde(borrow)]
    pub currency: Option<Text<'a>>,
    #[serde(borrow)]
    pub store_id: Text<'a>,
    #[serde(borrow)]
    pub channel_key: Option<Text<'a>>,
    #[serde(borrow)]
    pub billing_key_method: Text<'a>,
    #[serde(borrow)]
    pub issue_name: Option<Text<'a>>,
    #[serde(borrow)]
    pub issue_id: Text<'a>,
    #[serde(borrow)]
    pub customer: Option<Customer<'a>>,
    #[serde(borrow)]
    pub window_type: Option<WindowTypes<'a>>,
    #[serde(borrow)]
    pub redirect_url: Option<Text<'a>>,
    pub force_redirect: Option<bool>,
    #[serde(borrow)]
    pub locale: Option<Text<'a>>,
    pub custom_data: Option<IgnoredAny>,
    #[serde(borrow)]
    pub offer_period: Option<OfferPeriod<'a>>,
    #[serde(borrow)]
    pub app_scheme: Option<Text<'a>>,
    #[serde(borrow)]
    pub notice_urls: Option<Vec<Text<'a>>>,
    #[serde(borrow)]
    pub product_type: Option<Text<'a>>,
    #[serde(borrow)]
    pub bypass: Option<IssueBillingKeyBypass<'a>>,
    pub popup: Option<IgnoredAny>,
    pub iframe: Option<IgnoredAny>,
    #[serde(borrow)]
    pub card: Option<IssueBillingKeyCard<'a>>,
    pub mobile: Option<IgnoredAny>,
    pub easy_pay: Option<IgnoredAny>,
    pub paypal: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IssueBillingKeyBypass<'a> {
    #[serde(borrow)]
    pub smartro_v2: Option<SmartroIssue<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct SmartroIssue<'a> {
    #[serde(borrow)]
    pub skin_color: Option<Text<'a>>,
    #[serde(borrow)]
    pub is_pwd_pass: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IssueBillingKeyCard<'a> {
    #[serde(borrow)]
    pub card_company: Option<Text<'a>>,
}
