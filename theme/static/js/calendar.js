/* The next date as a file for a calendar, made on the reader's own device. dates.js asks for it. */
(function () {
  "use strict";

  // ---- the rule: lines of a calendar file (RFC 5545), as feeds/content_lines.py makes them ----

  const escaped = (text) => text.replace(/\r\n?/g, "\n").replace(/[\u2028\u2029]|[^\P{Cc}\n]/gu, "")
    .replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");

  /* Before 75 octets, and never inside a sign, which has up to 4 of them. */
  const folded = (line) =>
    line.match(/^[ -~]*$/.test(line) ? /[^]{1,74}/gu : /[^]{1,18}/gu).join("\r\n ");

  const line = (name, text) => folded(`${name}:${escaped(text)}`);

  /* One time as a calendar file, with the zone's rule as in feeds/calendar.py. */
  function calendarFile(time, link) {
    const plain = (moment) => moment.replace(/[-:]/g, "") + "00";
    const zoned = time.start.length > 10;
    const known = time.hours.includes("-") && !time.hours.endsWith("-");
    const half = (kind, month, name, from, to, first) => `BEGIN:${kind}\r\nDTSTART:${first}\r\n` +
      `RRULE:FREQ=YEARLY;BYMONTH=${month};BYDAY=-1SU\r\nTZNAME:${name}\r\n` +
      `TZOFFSETFROM:+0${from}00\r\nTZOFFSETTO:+0${to}00\r\nEND:${kind}`;
    return [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Connect and Do//Connect and Do//EN",
      "BEGIN:VTIMEZONE", "TZID:Europe/London",
      half("DAYLIGHT", 3, "BST", 0, 1, "19960331T010000"),
      half("STANDARD", 10, "GMT", 1, 0, "19961027T020000"),
      "END:VTIMEZONE", "BEGIN:VEVENT",
      line("UID", `${time.start} ${link.dataset.page}`),
      `DTSTAMP:${new Date().toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`,
      zoned ? `DTSTART;TZID=Europe/London:${plain(time.start)}`
        : `DTSTART;VALUE=DATE:${time.start.replace(/-/g, "")}`,
      zoned ? known && `DTEND;TZID=Europe/London:${plain(time.end)}`
        : `DTEND;VALUE=DATE:${time.end.slice(0, 10).replace(/-/g, "")}`,
      line("SUMMARY", link.dataset.add),
      link.dataset.where && line("LOCATION", link.dataset.where),
      `URL:${link.dataset.page}`,
      "END:VEVENT", "END:VCALENDAR",
    ].filter(Boolean).join("\r\n") + "\r\n";
  }

  // ---- the page ----

  /* Gives a link with data-add, data-where and data-page the file of one time, as dates.js has it. */
  self.connectdoCalendar = function (time, link) {
    if (link.href.startsWith("blob:")) URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(new Blob([calendarFile(time, link)], { type: "text/calendar" }));
    link.download = `${time.start.slice(0, 10)}.ics`;
  };
  self.connectdoCalendarLines = { escaped, folded };
  document.dispatchEvent(new Event("connectdo-dates")); // dates.js was here first
})();
