using LlmAspire.Signals.Reports;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Reference;

/// <summary>Failures and exhaustion in tool results. Indices count from the window's first row, as in the reference.</summary>
internal sealed class ResultDetector : IReferenceDetector
{
    public void Detect(ReferenceWindow window, List<SignalInstance> found)
    {
        int? call = null;
        for (var place = 0; place < window.Count; place++)
        {
            switch (window[place])
            {
                case CallFacts:
                    call = place;
                    break;
                case ResultFacts result:
                    Add(window, place, call, result, found);
                    break;
            }
        }
    }

    private static void Add(ReferenceWindow window, int place, int? call, ResultFacts result, List<SignalInstance> found)
    {
        if (result.Failure is { } failure)
        {
            found.Add(Signal(place, failure, [
                new("tool_name", call is { } caller ? ((CallFacts)window[caller]).ReportedName : "unknown"),
                new("call_index", call ?? Math.Max(place - 1, 0)),
                new("error_type", failure.Type.ShortName),
                new("matched", failure.Matched, IsContent: true),
            ]));
        }

        if (result.Exhaustion is { } exhaustion)
        {
            found.Add(Signal(place, exhaustion, [
                new("exhaustion_type", exhaustion.Type.ShortName),
                new("matched", exhaustion.Matched, IsContent: true),
            ]));
        }
    }

    private static SignalInstance Signal(int place, PatternHit hit, MetadataEntry[] metadata) =>
        new(hit.Type, place, hit.Confidence, hit.Snippet, metadata);
}
