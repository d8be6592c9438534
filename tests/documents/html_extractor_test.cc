// What a reader sees of a page, and nothing else.
#include "detector/documents/html_extractor.h"

#include <gtest/gtest.h>

#include "detector/documents/html_charset.h"
#include "detector/documents/html_elements.h"
#include "detector/documents/valid_utf8.h"

namespace calque::documents {
namespace {

std::string TextOf(std::string_view page, std::string_view charset = "") {
  const Result<HtmlText> html = ExtractHtml(page, charset);
  return html.ok() ? html->text : "error: " + html.error().message;
}

struct Case {
  const char* page;
  const char* text;
};

void ExpectTexts(std::initializer_list<Case> cases) {
  for (const Case& c : cases) EXPECT_EQ(TextOf(c.page), c.text) << c.page;
}

TEST(HtmlExtractorTest, ParagraphsAndBlanks) {
  ExpectTexts({
      {"", ""},
      {"  \n ", ""},
      {"bare text", "bare text"},
      {"<p>One.<p>Two.", "One.\n\nTwo."},
      {"<p>  One \n\t two.  </p>", "One two."},
      {"<b>bo</b>ld and <i>slan</i>ted", "bold and slanted"},
      {"a<span> b</span>c", "a bc"},
      {"<p>line<br>line<br/>line</p>", "line\nline\nline"},
      {"<p>a<br><br><br>b", "a\nb"},
      {"<h1>Head</h1>text<div>block</div>text", "Head\n\ntext\n\nblock\n\ntext"},
      {"<ul><li>a<li>b</ul>c", "a\n\nb\n\nc"},
      {"<table><tr><td>a<td>b<tr><td>c</table>", "a\n\nb\n\nc"},
      {"<title>The title</title><p>The text.", "The title\n\nThe text."},
      {"<title>Same</title><h1>Same</h1><p>x", "Same\n\nx"},
      {"<title>Only</title>", "Only"},
      {"<custom-part>a</custom-part>b", "ab"},
      {"<section>a</section><article>b</article>", "a\n\nb"},
  });
}

TEST(HtmlExtractorTest, References) {
  ExpectTexts({
      {"<p>a &amp; b &lt;c&gt; &quot;d&quot; &apos;e&apos;", "a & b <c> \"d\" 'e'"},
      {"<p>caf&eacute; &#233; &#xE9;", "caf\u00E9 \u00E9 \u00E9"},
      {"<p>it&#146;s &#147;so&#148; &#x80;5", "it\u2019s \u201Cso\u201D \u20AC5"},
      {"<p>&rsquo;&hellip;&mdash;", "\u2019\u2026\u2014"},
      {"<p>AT&T and R&D", "AT&T and R&D"},
      {"<p>&unknown; &#99999999999;", "&unknown;"},
      {"<p>soft&shy;ly so\u00ADso", "softly soso"},
      {"<p>\U0001F600 &#x1F600;", "\U0001F600 \U0001F600"},
  });
}

TEST(HtmlExtractorTest, WhatIsNotSeen) {
  ExpectTexts({
      {"a<script>var x = '<p>no</p>';</script>b", "ab"},
      {"<style>p { color: red }</style>a", "a"},
      {"a<!-- no <p>no</p> -->b", "ab"},
      {"<template><p>no</template>a", "a"},
      {"<noscript>no</noscript>a", "a"},
      {"<p>a<span style='Display : None'>no</span>b", "ab"},
      {"<p>a<span style=\"visibility:hidden\">no</span>b", "ab"},
      {"<div hidden>no</div>a", "a"},
      {"<div aria-hidden=true>no</div>a", "a"},
      {"<select><option>no</select>a<textarea>no</textarea><button>no</button>", "a"},
      {"<svg><text>no</text></svg>a", "a"},
      {"<iframe>no</iframe>a", "a"},
      {"<p>a<img alt='no'>b", "ab"},
      {"<script>unclosed", ""},
  });
}

TEST(HtmlExtractorTest, FurnitureIsLeftOut) {
  ExpectTexts({
      {"<nav><ul><li>Home</ul></nav><p>a<footer>(c)</footer>", "a"},
      {"<header>Site</header><p>a", "a"},
      {"<article><header><h1>Head</h1></header><p>a</article>", "Head\n\na"},
      {"<main><header>Head</header>a</main>", "Head\n\na"},
      {"<aside>no</aside><p>a", "a"},
      {"<div role=navigation>no</div><div role='Banner'>no</div>a", "a"},
      {"<div class='x breadcrumb y'>no</div>a", "a"},
      {"<div id=sidebar>no</div>a", "a"},
      {"<div class='site-cookie-banner'>no</div>a", "a"},
      {"<div id='onetrust-banner-sdk'>no</div>a", "a"},
      {"<section class='gdpr_consent_popup'>no</section>a", "a"},
      // no furniture, for all their names
      {"<body class='menu-open has-sidebar cookie-notice'><p>a", "a"},
      {"<main id=sidebar>a</main>", "a"},
      {"<div class=cookies><p>Bake the cookies.</div>", "Bake the cookies."},
      {"<div class=sidebar-left-open>a</div>", "a"},
      {"<h2 class=nav>a</h2>", "a"},
      // nothing else is there
      {"<nav>only this</nav>", "only this"},
      {"<title>T</title><div class=comments>only this</div>", "T\n\nonly this"},
      {"<nav>x<script>no</script></nav>", "x"},
  });
}

TEST(HtmlExtractorTest, Charsets) {
  const std::string utf8 = "<p>caf\xC3\xA9";
  const std::string latin = "<p>caf\xE9";
  const struct {
    std::string page;
    const char* header;
    const char* charset;
  } cases[] = {
      {utf8, "", "utf-8"},
      {utf8, "utf-8", "utf-8"},
      {utf8, "iso-8859-1", "utf-8"},
      {"<meta charset=iso-8859-1>" + utf8, "", "utf-8"},
      {"<meta charset=utf-16>" + utf8, "", "utf-8"},
      {"\xEF\xBB\xBF" + utf8, "windows-1252", "utf-8"},
      {latin, "", "windows-1252"},
      {latin, "latin1", "windows-1252"},
      {latin, "utf-8", "windows-1252"},
      {latin, "no-such-charset", "windows-1252"},
      {"<meta charset='iso-8859-2'>" + latin, "", "iso-8859-2"},
      {"<meta http-equiv=Content-Type content=\"text/html; charset=iso-8859-15\">" + latin, "",
       "iso-8859-15"},
      {"<meta charset=koi8-r>" + latin, "iso-8859-15", "iso-8859-15"},
      {std::string("\xFF\xFE<\0p\0>\0c\0a\0f\0\xE9\0", 16), "", "utf-16le"},
  };
  for (const auto& c : cases) {
    const Result<HtmlText> html = ExtractHtml(c.page, c.header);
    ASSERT_TRUE(html.ok());
    EXPECT_EQ(html->text, "caf\xC3\xA9") << c.page << " " << c.header;
    EXPECT_EQ(html->charset, c.charset) << c.page << " " << c.header;
  }
  const Result<HtmlText> dirty = ExtractHtml(
      "<p>\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3"
      "\xA9\xC3\xA9\xC3\xA9 \xFF",
      "utf-8");
  EXPECT_EQ(dirty->repairs, 1U);
  EXPECT_TRUE(dirty->text.ends_with("\uFFFD"));
  EXPECT_EQ(TextOf(std::string("<p>a\0b\0", 7)), "ab");
}

TEST(HtmlExtractorTest, MetaCharset) {
  EXPECT_EQ(MetaCharset("<META CHARSET = \"UTF-8\" />"), "utf-8");
  EXPECT_EQ(MetaCharset("<meta name=x><meta charset=a>"), "a");
  EXPECT_EQ(MetaCharset("<meta charset>"), "");
  EXPECT_EQ(MetaCharset("<meta charset="), "");
  EXPECT_EQ(MetaCharset("<p>charset=a"), "");
  EXPECT_EQ(MetaCharset(std::string(5000, ' ') + "<meta charset=a>"), "");
}

TEST(HtmlExtractorTest, DepthIsLimitedAndCostsNoStack) {
  std::string deep;
  for (int i = 0; i < 200'000; ++i) deep += "<div>";
  const Result<HtmlText> refused = ExtractHtml(deep + "x", "");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kResourceExhausted);
  EXPECT_NE(refused.error().message.find("2000"), std::string::npos);
  EXPECT_EQ(ExtractHtml(deep + "x", "", 1'000'000)->text, "x");
  EXPECT_EQ(ExtractHtml("<b><b><b>x", "", 5)->text, "x");
  EXPECT_FALSE(ExtractHtml("<b><b><b><b><b><b>x", "", 5).ok());
}

TEST(HtmlExtractorTest, LongPagesComeWhole) {
  std::string page = "<p>";
  for (int i = 0; i < 400'000; ++i) page += "word" + std::to_string(i) + " and ";
  const std::string text = TextOf(page + "end");
  EXPECT_TRUE(text.ends_with("word399999 and end"));
  EXPECT_EQ(text.size(), page.size());
}

// Broken markup, cut anywhere: a text that is valid UTF-8, and no crash.
TEST(HtmlExtractorTest, CutAnywhere) {
  const std::string page =
      "<!DOCTYPE html><html lang=\"en\"><head><meta charset=utf-8><title>T&eacute;</title>"
      "<script>a<b</script></head><body><nav><a href='#'>x</a></nav><!-- c --><p class=\"a b\">"
      "caf\xC3\xA9 &amp; &#8217; <b>x<i>y</b>z</i></p><table><td>a<![CDATA[x]]></body></html>";
  for (std::size_t cut = 0; cut <= page.size(); ++cut) {
    for (const std::string& part : {page.substr(0, cut), page.substr(cut)}) {
      std::string text = TextOf(part);
      EXPECT_EQ(ReplaceInvalidUtf8(&text), 0U) << part;
    }
  }
}

TEST(HtmlExtractorTest, SignsOfAPage) {
  for (const char* page :
       {"<!DOCTYPE html>", "<!doctype HTML PUBLIC \"x\">", " \n<html>",
        "\xEF\xBB\xBF<HTML lang=en>", "<?xml version=\"1.0\"?>\n<!-- c --><html>", "<p>x",
        "<div\n>", "<!-- only a comment", "<body>", "<title>x", "<h1 class=a>"}) {
    EXPECT_TRUE(LooksLikeHtml(page)) << page;
  }
  EXPECT_TRUE(LooksLikeHtml(std::string_view("\xFF\xFE<\0p\0>\0x\0", 10)));
  for (const char* text :
       {"", "<", "<3 you", "<people@example.org> wrote", "<?xml version='1.0'?><rss>", "< p>",
        "text <p>", "<html", "<!DOCTYPE htmlx"}) {
    EXPECT_FALSE(LooksLikeHtml(text)) << text;
  }
}

}  // namespace
}  // namespace calque::documents
