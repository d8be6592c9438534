// Tables. Ids and classes are compared as whole words, never as parts: "menu-open"
// stands on the body of many pages, "cookies" over many recipes. Only a consent
// banner is told by parts: a word for cookies together with a word for a banner.
#include "detector/documents/html_elements.h"

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include <algorithm>
#include <string>

#include "detector/documents/header_block.h"

namespace calque::documents {
namespace {

using Words = absl::flat_hash_set<std::string_view>;

constexpr std::string_view kBlanks = " \t\r\n\f";

const absl::flat_hash_map<std::string_view, ElementKind>& Kinds() {
  static const auto* kinds = [] {
    auto* map = new absl::flat_hash_map<std::string_view, ElementKind>;
    const auto add = [map](ElementKind kind, std::initializer_list<std::string_view> tags) {
      for (const std::string_view tag : tags) map->emplace(tag, kind);
    };
    add(ElementKind::kBlock,
        {"address", "blockquote", "caption", "center",   "dd",      "details", "dir",
         "div",     "dl",         "dt",      "fieldset", "figure",  "form",    "figcaption",
         "hgroup",  "hr",         "legend",  "li",       "listing", "ol",      "p",
         "pre",     "section",    "summary", "table",    "tbody",   "td",      "tfoot",
         "th",      "thead",      "tr",      "ul",       "xmp"});
    add(ElementKind::kArticle, {"article", "body", "html", "main"});
    add(ElementKind::kHeading, {"h1", "h2", "h3", "h4", "h5", "h6"});
    add(ElementKind::kBreak, {"br"});
    add(ElementKind::kTitle, {"title"});
    add(ElementKind::kHeader, {"header"});
    add(ElementKind::kFurniture, {"aside", "dialog", "footer", "menu", "nav"});
    add(ElementKind::kInvisible,
        {"applet", "audio",  "button", "canvas",   "datalist", "embed",    "iframe",
         "input",  "map",    "math",   "meter",    "noembed",  "noframes", "noscript",
         "object", "option", "output", "progress", "rp",       "rt",       "script",
         "select", "style",  "svg",    "template", "textarea", "video"});
    return map;
  }();
  return *kinds;
}

const Words& FurnitureRoles() {
  static const auto* words = new Words{
      "alertdialog", "banner",     "complementary", "contentinfo", "dialog",  "menu",
      "menubar",     "navigation", "search",        "tablist",     "toolbar",
  };
  return *words;
}

const Words& FurnitureNames() {
  static const auto* words = new Words{
      // ways through the site
      "breadcrumb",
      "breadcrumbs",
      "global-nav",
      "main-menu",
      "main-nav",
      "main-navigation",
      "mega-menu",
      "nav",
      "nav-menu",
      "navbar",
      "navigation",
      "page-navigation",
      "pager",
      "pagination",
      "primary-menu",
      "primary-navigation",
      "sidebar",
      "site-nav",
      "site-navigation",
      "site-sidebar",
      "skip-link",
      "subnav",
      "table-of-contents",
      "toc",
      "topnav",
      "widget-area",
      // the site's own frame
      "footer",
      "global-footer",
      "global-header",
      "masthead",
      "page-footer",
      "site-footer",
      "site-header",
      // said to screen readers only
      "screen-reader-only",
      "screen-reader-text",
      "sr-only",
      "visually-hidden",
      "visuallyhidden",
      // what to do next
      "addtoany",
      "newsletter-signup",
      "recommended-articles",
      "related-articles",
      "related-links",
      "related-posts",
      "related-stories",
      "share-bar",
      "share-buttons",
      "share-links",
      "sharedaddy",
      "social-links",
      "social-media",
      "social-share",
      "subscribe-form",
      // other people's words
      "comment-list",
      "comment-respond",
      "comments",
      "comments-area",
      "disqus_thread",
      // encyclopedias
      "mw-editsection",
      "mw-navigation",
      "navbox",
      "reflist",
      // consent managers
      "cc-window",
      "cmplz-cookiebanner",
      "cookiebanner",
      "cookieconsent",
      "cookielaw",
      "cookienotice",
      "cybotcookiebotdialog",
      "didomi-host",
      "didomi-popup",
      "fc-consent-root",
      "gdpr",
      "onetrust-banner-sdk",
      "onetrust-consent-sdk",
      "osano-cm-window",
      "qc-cmp2-container",
      "qc-cmp2-ui",
      "truste",
      "truste_overlay",
      "usercentrics-root",
  };
  return *words;
}

const Words& ConsentTopics() {
  static const auto* words = new Words{"ccpa", "consent", "cookie", "cookies", "gdpr", "privacy"};
  return *words;
}

const Words& ConsentPlaces() {
  static const auto* words =
      new Words{"alert", "banner", "bar",     "box",    "cookie", "cookies",      "dialog",
                "layer", "law",    "message", "modal",  "notice", "notification", "overlay",
                "panel", "policy", "popup",   "prompt", "wall",   "warning",      "wrapper"};
  return *words;
}

// The parts of "cookie-consent_bar"; each goes to `use` until it says false.
template <typename Use>
void ForEachPart(std::string_view text, std::string_view separators, const Use& use) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    if (end > 0) use(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

bool IsConsentBanner(std::string_view name) {
  int topics = 0;
  int places = 0;
  int parts = 0;
  ForEachPart(name, "-_", [&](std::string_view part) {
    ++parts;
    topics += ConsentTopics().contains(part) ? 1 : 0;
    places += ConsentPlaces().contains(part) ? 1 : 0;
  });
  // "cookie-consent" counts "cookie" on both sides, which makes it a banner; a
  // lone "cookies" does too, and is not.
  return parts > 1 && topics > 0 && places > 0;
}

}  // namespace

ElementKind KindOfElement(std::string_view tag) {
  const auto found = Kinds().find(tag);
  return found == Kinds().end() ? ElementKind::kInline : found->second;
}

bool HidesElement(std::string_view name, std::string_view value) {
  if (name == "hidden") return !EqualsIgnoringCase(value, "until-found");
  if (name == "aria-hidden") return EqualsIgnoringCase(TrimBlanks(value), "true");
  if (name != "style") return false;
  std::string style = LowerAscii(value);
  style.erase(std::remove(style.begin(), style.end(), ' '), style.end());
  return style.find("display:none") != std::string::npos ||
         style.find("visibility:hidden") != std::string::npos;
}

bool MarksFurniture(std::string_view name, std::string_view value) {
  const bool role = name == "role";
  if (!role && name != "id" && name != "class") return false;
  bool marks = false;
  ForEachPart(LowerAscii(value), kBlanks, [&](std::string_view word) {
    marks = marks || (role ? FurnitureRoles().contains(word)
                           : FurnitureNames().contains(word) || IsConsentBanner(word));
  });
  return marks;
}

}  // namespace calque::documents
