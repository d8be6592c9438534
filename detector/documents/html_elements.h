// What the elements of a page are for: which show text, which break it, and which
// hold furniture (navigation, footers, consent banners) and not what the page is
// about.
#ifndef CALQUE_DETECTOR_DOCUMENTS_HTML_ELEMENTS_H_
#define CALQUE_DETECTOR_DOCUMENTS_HTML_ELEMENTS_H_

#include <string_view>

namespace calque::documents {

enum class ElementKind {
  kInline,     // and everything unknown
  kBlock,      // a paragraph of its own
  kBreak,      // <br>: a line of its own
  kArticle,    // a block that is what the page is about: never furniture
  kHeading,    // a block that is never furniture
  kTitle,      // of the page
  kHeader,     // furniture unless within an article
  kFurniture,  // navigation, footers, asides
  kInvisible,  // scripts, styles, forms' inner life
};

// `tag` in small letters.
ElementKind KindOfElement(std::string_view tag);

// Whether an attribute of an element (name in small letters) hides all it holds.
bool HidesElement(std::string_view name, std::string_view value);

// Whether it marks furniture: role, or a well-known id or class.
bool MarksFurniture(std::string_view name, std::string_view value);

}  // namespace calque::documents

#endif  // CALQUE_DETECTOR_DOCUMENTS_HTML_ELEMENTS_H_
