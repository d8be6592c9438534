// A finding has the same words wherever it is found, but for their case and typography;
// of several spellings the smallest is quoted, so that the file does not depend on
// the order of the threads.
#include "detector/cli/baseline.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "calque/report.h"
#include "detector/reports/record.h"
#include "detector/storage/pack_writer.h"

namespace calque::cli {
namespace {

// A comment must stay on its line.
std::string Comment(std::string_view text, const Hit& hit) {
  std::string words(reports::Quote(text, hit.span));
  std::replace_if(
      words.begin(), words.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
  return "\"" + words + "\" " + hit.entry;
}

}  // namespace

batch::Render Baseline::Collecting(batch::Render render) {
  return [this, render = std::move(render)](const documents::Document& document,
                                            const Report* report, std::string* out) {
    if (report != nullptr && !report->hits.empty()) {
      const std::lock_guard lock(mutex_);
      for (const Hit& hit : report->hits) {
        std::string comment = Comment(document.text, hit);
        const auto [it, fresh] = comments_.try_emplace(hit.finding, comment);
        if (!fresh && comment < it->second) it->second = std::move(comment);
      }
    }
    render(document, report, out);
  };
}

Status Baseline::Write(const std::string& path) const {
  std::string text = "# Findings of a run of calque scan; --ignore passes over them.\n";
  for (const auto& [finding, comment] : comments_) {
    text.append("finding:").append(finding).append("  # ").append(comment).append("\n");
  }
  return storage::WriteFileAtomically(path, text);
}

}  // namespace calque::cli
