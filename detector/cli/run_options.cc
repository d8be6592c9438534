// Files are represented by hashes of their bytes, since a name says nothing about them.
#include "detector/cli/run_options.h"

#include <algorithm>
#include <array>
#include <fstream>

#include "detector/batch/content_hash.h"
#include "detector/batch/output_name.h"
#include "detector/default_pack.h"

namespace calque::cli {
namespace {

// The head of a pack holds the checksums of all its sections (storage/pack.h), so its
// hash stands for the whole.
constexpr std::size_t kPackHead = 4096;

std::string PackHash(const std::string& path) {
  std::array<char, kPackHead> head{};
  if (path.empty()) {
    const std::span<const std::byte> pack = DefaultPack();
    std::transform(pack.begin(), pack.begin() + std::min(pack.size(), kPackHead), head.begin(),
                   [](std::byte b) { return static_cast<char>(b); });
  } else {
    std::ifstream(path, std::ios::binary).read(head.data(), head.size());
  }
  batch::ContentHash hash;
  hash.Add({head.data(), head.size()});
  return hash.Hex();
}

// "none" when there are no files.
std::string FilesHash(const std::vector<NamedBytes>& files) {
  if (files.empty()) return "none";
  batch::ContentHash hash;
  for (const NamedBytes& file : files) {
    hash.Add(std::to_string(file.bytes.size()) + " ");
    hash.Add(file.bytes);
  }
  return hash.Hex();
}

}  // namespace

std::string RunOptions(const ScanFlags& flags, std::string_view format,
                       const DetectorOptions& detector, std::string_view pack_name) {
  std::string options = std::string("calque=") + Version();
  const auto add = [&](const char* key, std::string_view value) {
    options.append(" ").append(key).append("=").append(batch::PercentEscaped(value));
  };
  add("pack", pack_name);
  add("pack-hash", PackHash(flags.pack));
  add("dictionaries", FilesHash(detector.dictionaries));
  add("ignore", FilesHash(detector.ignore));
  add("format", format);
  add("mode", ModeName(flags.scan.mode));
  add("offsets", reports::OffsetUnitName(flags.offsets));
  add("restore", flags.restore ? "yes" : "no");
  add("explain", flags.explain ? "yes" : "no");
  add("input-format", std::to_string(static_cast<int>(flags.scan.format)));
  add("text-key", flags.scan.keys.text);
  add("id-key", flags.scan.keys.id);
  add("url-key", flags.scan.keys.url);
  const documents::ReadLimits& limits = flags.scan.limits;
  add("max-record", std::to_string(limits.max_record));
  add("max-ratio", std::to_string(limits.stream.max_ratio));
  add("max-layers", std::to_string(limits.stream.max_layers));
  add("max-html-depth", std::to_string(limits.max_html_depth));
  return options;
}

}  // namespace calque::cli
