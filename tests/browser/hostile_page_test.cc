// Articles that want to be more than text. Whatever an id, an address or a text holds,
// the page shows it and does not obey it.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "calque/report.h"
#include "detector/reports/html_report.h"
#include "tests/browser/browser.h"
#include "tests/cli/program.h"
#include "tests/fresh_directory.h"
#include "tests/reports/slow_decoder.h"

namespace calque::browser {
namespace {

using nlohmann::json;
using std::string_literals::operator""s;
using Strings = std::vector<std::string>;

// Each sets window.hacked where it is taken for markup, an address or script.
Strings HostileTexts() {
  const std::string script = "<script>window.hacked=1</script>";
  return {
      script,
      "</script>" + script,
      "</SCRIPT\t>" + script,
      "<!--<script>" + script,
      "<!-- " + script,
      "]]>" + script,
      "<img src=x onerror=window.hacked=1>",
      "\"><img src=x onerror=window.hacked=1>",
      "' onmouseover='window.hacked=1",
      "\\\"];window.hacked=1;//",
      "\\u003c/script>" + script,
      "</style>" + script + "</title>" + script,
      "javascript:window.hacked=1",
      "data:text/html," + script,
      "${window.hacked=1} {{window.hacked=1}} <%= window.hacked=1 %>",
      "a\xE2\x80\xA8" + script + "\xE2\x80\xA9z",
      "nul\0 esc\x1b del\x7f c1\xC2\x9B"s + script,
      "\xE2\x80\xAE right to left \xE2\x80\xAC\xE2\x81\xA7" + script,
      "\xFF\xFE not UTF-8 \xC3" + script,
      "<iframe srcdoc=\"&lt;script&gt;parent.hacked=1&lt;/script&gt;\"></iframe>",
      "<svg onload=window.hacked=1><a xlink:href=javascript:window.hacked=1>x</a></svg>",
      "<base href=//example.org/><meta http-equiv=refresh content=0;url=//example.org/>",
  };
}

// A page whose every field is `text`, a hit and a sentence over all of it.
void AppendHostile(const std::string& text, std::string* page) {
  Report report;
  report.verdict = Verdict::kArtifact;
  report.probability = 0.9;
  report.words = 100;
  report.hits.push_back({{0, text.size() / 2}, {text, text}, text, {}, {}, 2, text, true});
  report.sentences.push_back({{0, text.size()}, 0.5, 0.9, {}, {}});
  report.explanation.push_back({"prior", -1});
  report.pivot = Pivot{text, 0.5};
  reports::AppendHtmlDocument(report, text, {text, text, text, text, 0, 0}, page);
  reports::AppendHtmlError({ErrorCode::kDataLoss, text}, {text, text, text, text, 0, 0}, page);
}

std::string PageOf(const Strings& texts) {
  std::string page;
  reports::AppendHtmlHead(texts.front(), Mode::kStrict, &page);
  for (const std::string& text : texts) AppendHostile(text, &page);
  reports::AppendHtmlFoot(&page);
  return WriteFile(FreshDirectory() + "/page.html", page);
}

// Opens every article of the page; nothing may have happened but their being shown.
void ExpectHarmless(std::size_t documents, Browser* browser) {
  EXPECT_EQ(browser->Evaluate("byId('documents').children.length"), 2 * documents);
  for (std::size_t number = 0; number <= documents; ++number) {
    browser->Evaluate("location.hash = '" + std::to_string(number) + "'");
    browser->Evaluate("new Promise(done => setTimeout(done))");
    EXPECT_EQ(browser->Evaluate("document.querySelectorAll('img, iframe, base, object, embed,"
                                " meta[http-equiv=refresh], svg a, [onerror], [onload]').length"),
              0)
        << number;
    EXPECT_EQ(browser->Evaluate("[...document.querySelectorAll('a')]"
                                ".filter(a => !/^(file|https?):$/.test(a.protocol)).length"),
              0)
        << number;
  }
  EXPECT_EQ(browser->Evaluate("typeof window.hacked"), "undefined");
  EXPECT_EQ(browser->Evaluate("document.scripts.length"), 2 * documents + 1);
  EXPECT_EQ(browser->complaints(), Strings());
  EXPECT_EQ(browser->requests().size(), 1u);
}

TEST(HostilePageTest, NothingIsObeyed) {
  CALQUE_REQUIRE_CHROMIUM();
  const Strings texts = HostileTexts();
  Browser browser;
  browser.Open(PageOf(texts));
  ExpectHarmless(2 * texts.size(), &browser);
}

TEST(HostilePageTest, RandomTextsAreShownAsTheyAre) {
  CALQUE_REQUIRE_CHROMIUM();
  std::mt19937_64 random(7);
  Strings texts;
  for (int i = 0; i < 30; ++i) texts.push_back(reports::HostileText(40, &random));
  Browser browser;
  browser.Open(PageOf(texts));
  ExpectHarmless(2 * texts.size(), &browser);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::u16string units = reports::ToUtf16(reports::SlowDecode(texts[i]).chars);
    const json expected = std::vector<int>(units.begin(), units.end());
    const std::string block = "readArticle(report.rows[" + std::to_string(2 * i) + "]).text";
    EXPECT_EQ(browser.Evaluate("Array.from({length: " + block + ".length}, (_, at) => " + block +
                               ".charCodeAt(at))"),
              expected);
  }
}

TEST(HostilePageTest, ControlsAreShownAsWhatTheyAre) {
  CALQUE_REQUIRE_CHROMIUM();
  Browser browser;
  browser.Open(PageOf({"a\0b\x1b"s + "c\xE2\x80\xAE" + "d\xC2\x85" + "e\r\nf"}));
  browser.Evaluate("location.hash = '1'");
  browser.Evaluate("new Promise(done => setTimeout(done))");
  EXPECT_EQ(browser.Evaluate("document.querySelector('.text').textContent"),
            "a\u2400b\u241bc\uFFFDd\uFFFDe\nf");
}

TEST(HostilePageTest, ThePolicyForbidsOtherScripts) {
  CALQUE_REQUIRE_CHROMIUM();
  Browser browser;
  browser.Open(PageOf({"plain"}));
  EXPECT_EQ(browser.complaints(), Strings());
  EXPECT_EQ(browser.Evaluate("(() => { try { document.body.innerHTML = '<p>'; return 'set'; }"
                             " catch (error) { return error.name; } })()"),
            "TypeError");
  EXPECT_EQ(browser.Evaluate("new Promise(done => {"
                             " addEventListener('securitypolicyviolation',"
                             "   event => done(event.effectiveDirective));"
                             " const image = new Image(); image.src = 'http://127.0.0.1:9/';"
                             " document.body.append(image); })"),
            "img-src");
  EXPECT_FALSE(browser.complaints().empty());  // so that silence elsewhere means something
}

}  // namespace
}  // namespace calque::browser
