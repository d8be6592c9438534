// A real browser, driven as a reader would: Chromium without a window, spoken to in the
// Chrome DevTools Protocol over a pipe (JSON messages, each ended by a NUL byte, on
// descriptors 3 and 4 of the browser).
#ifndef CALQUE_TESTS_BROWSER_BROWSER_H_
#define CALQUE_TESTS_BROWSER_BROWSER_H_

#include <sys/types.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace calque::browser {

// CALQUE_CHROMIUM, or the first Chromium on the PATH; empty when there is none.
std::string FindChromium();

// Skips the running test where there is no browser.
#define CALQUE_REQUIRE_CHROMIUM()                                                        \
  if (calque::browser::FindChromium().empty())                                           \
  GTEST_SKIP() << "No Chromium here: install the Debian package chromium-headless-shell" \
                  " (.ci/install-packages browser) or set CALQUE_CHROMIUM."

// One browser with one tab. A browser that does not answer within two minutes fails the
// test; what it writes is removed at the end.
class Browser {
 public:
  Browser();
  ~Browser();
  Browser(const Browser&) = delete;
  Browser& operator=(const Browser&) = delete;

  // Opens a file and waits until all of it was read and its scripts have run.
  void Open(const std::string& path);
  // The value of a JavaScript expression in the page; promises are waited for. An
  // exception fails the test.
  nlohmann::json Evaluate(const std::string& expression);
  // Types into what has the focus; `key` is a name such as "n", "Tab" or "Escape".
  void Type(const std::string& text);
  void Press(const std::string& key);
  void ResizeTo(int width, int height);

  // What pages complained of since the start: exceptions, errors and warnings in the
  // console, breaches of the policy.
  const std::vector<std::string>& complaints() const { return complaints_; }
  // Addresses that pages asked for.
  const std::vector<std::string>& requests() const { return requests_; }

 private:
  nlohmann::json Call(const std::string& method, const nlohmann::json& parameters);
  nlohmann::json NextMessage();
  void Note(const nlohmann::json& event);

  std::string directory_;
  pid_t pid_ = -1;
  int to_ = -1;
  int from_ = -1;
  int last_id_ = 0;
  std::string session_;
  std::string received_;
  bool loaded_ = false;
  std::vector<std::string> complaints_;
  std::vector<std::string> requests_;
};

}  // namespace calque::browser

#endif  // CALQUE_TESTS_BROWSER_BROWSER_H_
