// Placement in two passes, home lines first, spilled keys second; see
// line_filler.h for the rules and table_format.h for the layout.
#include "detector/lm/line_filler.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <tuple>
#include <utility>

namespace calque::lm {
namespace {

// 12 slots filled to 0.9: 5.9 bytes an n-gram, and 1 key in 14 spills.
constexpr std::uint64_t kCellsPer10Lines = 108;

// The more probable, the more often asked for.
bool GoesFirst(const TableCell& a, const TableCell& b) {
  return a.rank != b.rank ? a.rank < b.rank : a.probability > b.probability;
}

class LineFiller {
 public:
  explicit LineFiller(std::uint64_t line_count) : used_(line_count) {
    filled_.lines.resize(line_count);
  }

  // Nothing if some key found no room within kMaxReach.
  std::optional<FilledLines> Fill(std::span<const TableCell> cells) {
    for (std::size_t begin = 0; begin < cells.size();) {
      const std::uint64_t home = Home(cells[begin]);
      std::size_t end = begin + 1;
      while (end < cells.size() && Home(cells[end]) == home) ++end;
      FillHome(home, cells.subspan(begin, end - begin));
      begin = end;
    }
    std::ranges::stable_sort(spilled_, GoesFirst);
    for (const TableCell& cell : spilled_) {
      if (!Spill(cell)) return std::nullopt;
    }
    for (std::size_t i = 0; i < used_.size(); ++i) SortSlots(used_[i], &filled_.lines[i]);
    return std::move(filled_);
  }

 private:
  std::uint64_t Home(const TableCell& cell) const {
    return HomeLine(cell.mixed, filled_.lines.size());
  }

  void FillHome(std::uint64_t home, std::span<const TableCell> cells) {
    group_.assign(cells.begin(), cells.end());
    std::ranges::sort(group_, {}, [](const TableCell& cell) {
      return std::tuple(Fingerprint(cell.mixed), cell.rank, cell.mixed);
    });
    const auto clashing =
        std::unique(group_.begin(), group_.end(), [](const TableCell& a, const TableCell& b) {
          return Fingerprint(a.mixed) == Fingerprint(b.mixed);
        });
    filled_.dropped_count += static_cast<std::uint64_t>(group_.end() - clashing);
    group_.erase(clashing, group_.end());
    std::ranges::stable_sort(group_, GoesFirst);
    for (std::size_t i = 0; i < group_.size(); ++i) {
      if (i < kSlotsPerLine) {
        Place(group_[i], home);
      } else {
        spilled_.push_back(group_[i]);
      }
    }
  }

  // False if there is no room; a key that clashes is dropped and counts as done.
  bool Spill(const TableCell& cell) {
    const std::uint16_t fingerprint = Fingerprint(cell.mixed);
    const std::uint64_t home = Home(cell);
    std::uint64_t at = home;
    for (std::uint32_t j = 0; j <= kMaxReach; ++j) {
      if (std::ranges::count(filled_.lines[at].fingerprint, fingerprint) != 0) {
        ++filled_.dropped_count;
        return true;
      }
      if (used_[at] < kSlotsPerLine) {
        Place(cell, at);
        std::uint32_t& link = filled_.lines[home].link;
        const std::uint32_t reach = std::max(link & kMaxReach, j);
        link = (link & ~kMaxReach) | reach | FilterMask(fingerprint);
        return true;
      }
      at = NextLine(at, fingerprint, used_.size());
    }
    return false;
  }

  void Place(const TableCell& cell, std::uint64_t at) {
    TableLine& line = filled_.lines[at];
    const std::size_t slot = used_[at]++;
    line.fingerprint[slot] = Fingerprint(cell.mixed);
    line.probability[slot] = cell.probability;
    line.backoff[slot] = cell.backoff;
    line.weight[slot] = cell.weight;
    if (cell.probability != 0) ++filled_.ngram_counts[cell.rank];
    if (cell.weight != 0) ++filled_.weight_count;
  }

  // Ascending fingerprints: the order in which slots were filled leaves no trace.
  static void SortSlots(std::size_t used, TableLine* line) {
    std::array<std::size_t, kSlotsPerLine> order{};
    for (std::size_t i = 0; i < used; ++i) order[i] = i;
    const TableLine from = *line;
    std::ranges::sort(std::span(order).first(used), {},
                      [&from](std::size_t i) { return from.fingerprint[i]; });
    for (std::size_t i = 0; i < used; ++i) {
      line->fingerprint[i] = from.fingerprint[order[i]];
      line->probability[i] = from.probability[order[i]];
      line->backoff[i] = from.backoff[order[i]];
      line->weight[i] = from.weight[order[i]];
    }
  }

  FilledLines filled_;
  std::vector<std::uint8_t> used_;
  std::vector<TableCell> group_;  // the cells of the home line at hand
  std::vector<TableCell> spilled_;
};

}  // namespace

namespace {

FilledLines FillRegion(std::span<const TableCell> cells) {
  std::uint64_t line_count = cells.size() * 10 / kCellsPer10Lines + 1;
  while (true) {
    if (auto filled = LineFiller(line_count).Fill(cells)) return *std::move(filled);
    // Only tiny tables get here: the steps of a spilled key may return to full lines.
    line_count += line_count / 64 + 1;
  }
}

}  // namespace

FilledLines FillLines(std::span<const TableCell> cells) {
  FilledLines all;
  for (std::size_t region = 0; region < kMaxOrder; ++region) {
    const auto end = std::ranges::find_if(
        cells, [region](const TableCell& cell) { return cell.region() != region; });
    const auto count = static_cast<std::size_t>(end - cells.begin());
    const FilledLines filled = FillRegion(cells.first(count));
    cells = cells.subspan(count);
    all.lines.insert(all.lines.end(), filled.lines.begin(), filled.lines.end());
    all.region_lines[region] = static_cast<std::uint32_t>(filled.lines.size());
    all.ngram_counts[region] = filled.ngram_counts[region];
    all.weight_count += filled.weight_count;
    all.dropped_count += filled.dropped_count;
  }
  return all;
}

}  // namespace calque::lm
