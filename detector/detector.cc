// The front door: opens packs, hands texts to the analyzer.
#include "calque/detector.h"

#include <utility>

#include "detector/analyzer.h"
#include "detector/default_pack.h"
#include "detector/storage/pack.h"

namespace calque {

struct Detector::Impl {
  Analyzer analyzer;
};

namespace {

std::span<const std::byte> AsBytes(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

}  // namespace

Detector::Detector(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
Detector::Detector(Detector&&) noexcept = default;
Detector& Detector::operator=(Detector&&) noexcept = default;
Detector::~Detector() = default;

Result<Detector> Detector::FromPack(Result<storage::Pack> pack, const DetectorOptions& options) {
  if (pack.ok() && options.huge_pages) pack = pack->InHugePages();
  if (!pack.ok()) return pack.error();
  Result<Analyzer> analyzer = Analyzer::Open(std::move(*pack), options);
  if (!analyzer.ok()) return analyzer.error();
  return Detector(std::make_unique<const Impl>(Impl{std::move(*analyzer)}));
}

Result<Detector> Detector::Open(const DetectorOptions& options) {
  return FromPack(OpenDefaultPack(), options);
}

Result<Detector> Detector::Open(const std::string& pack_path, const DetectorOptions& options) {
  return FromPack(storage::Pack::Open(pack_path), options);
}

Result<Detector> Detector::OpenBytes(std::string_view pack, const DetectorOptions& options) {
  return FromPack(storage::Pack::OpenCopy(AsBytes(pack), "pack in memory"), options);
}

Report Detector::Analyze(std::string_view text, const AnalyzeOptions& options) const {
  Report report;
  AnalyzeInto(text, &report, options);
  return report;
}

void Detector::AnalyzeInto(std::string_view text, Report* report,
                           const AnalyzeOptions& options) const {
  impl_->analyzer.ReportOn(text, options.mode, report);
}

std::vector<Report> Detector::AnalyzeBatch(const std::vector<std::string_view>& texts,
                                           const AnalyzeOptions& options) const {
  std::vector<Report> reports;
  reports.reserve(texts.size());
  for (const std::string_view text : texts) reports.push_back(Analyze(text, options));
  return reports;
}

void Detector::AnalyzeEach(const std::vector<std::string_view>& texts, const Sink& sink,
                           const AnalyzeOptions& options) const {
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!sink(i, Analyze(texts[i], options))) return;
  }
}

const std::string& Detector::pack_name() const { return impl_->analyzer.pack_name(); }

const char* Version() { return CALQUE_VERSION; }

}  // namespace calque
