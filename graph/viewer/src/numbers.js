// Numbers, days and months in the language of the page.

export class Numbers {
  constructor(language) {
    this.locale = language === "id" ? "id" : "en-GB";
    this.plain = new Intl.NumberFormat(this.locale);
    this.two = new Intl.NumberFormat(this.locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    this.few = new Intl.NumberFormat(this.locale, { minimumSignificantDigits: 2, maximumSignificantDigits: 2 });
    this.percent = new Intl.NumberFormat(this.locale, { style: "percent" });
    const dates = (options) => new Intl.DateTimeFormat(this.locale, { timeZone: "UTC", ...options });
    this.days = dates({ day: "numeric", month: "short", year: "numeric" });
    this.months = dates({ month: "short", year: "numeric" });
    this.longMonths = dates({ month: "long", year: "numeric" });
  }

  count(value) {
    return Number.isFinite(value) ? this.plain.format(value) : "–";
  }

  decimal(value) {
    return Number.isFinite(value) ? this.two.format(value).replace("-", "−") : "–";
  }

  share(value) {
    return Number.isFinite(value) ? this.percent.format(value) : "–";
  }

  /** A natural logarithm as a factor: 1.2 is 3.3×. */
  factor(value) {
    return Number.isFinite(value) ? `${this.few.format(Math.exp(value))}×` : "–";
  }

  day(text) {
    const day = new Date(`${text}T00:00:00Z`);
    return Number.isNaN(day.getTime()) ? String(text) : this.days.format(day);
  }

  month(number, long = false) {
    const day = new Date(0);
    day.setUTCFullYear(Math.floor(number / 12), number % 12, 1);
    return (long ? this.longMonths : this.months).format(day);
  }
}
