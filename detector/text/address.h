// Where web and e-mail addresses end in running text.
#ifndef CALQUE_DETECTOR_TEXT_ADDRESS_H_
#define CALQUE_DETECTOR_TEXT_ADDRESS_H_

#include <cstddef>
#include <string_view>

namespace calque::text {

// The end of the web address ("http://...", "https://...", "www....") at `begin`, without the
// punctuation behind it, or `begin` when there is none. At most kMaxTokenBytes long.
std::size_t WebAddressEnd(std::string_view text, std::size_t begin);

// The end of the e-mail address whose local part is [begin, at), or `at` when there is none.
std::size_t MailAddressEnd(std::string_view text, std::size_t begin, std::size_t at);

}  // namespace calque::text

#endif  // CALQUE_DETECTOR_TEXT_ADDRESS_H_
