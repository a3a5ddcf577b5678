using LlmAspire.Signals.Reports;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Reference;

/// <summary>
/// Calls that go round in circles: one call again and again, one tool with changing arguments (unless that overlaps a retry), and a pattern
/// of several tools repeated. Indices count from the window's first row, as in the reference.
/// </summary>
internal sealed class LoopDetector(ReferencePack pack) : IReferenceDetector
{
    private readonly ReferenceThresholds _thresholds = pack.Thresholds;

    public void Detect(ReferenceWindow window, List<SignalInstance> found)
    {
        var calls = new List<(int Place, CallFacts Call)>();
        for (var place = 0; place < window.Count; place++)
        {
            if (window[place] is CallFacts call)
            {
                calls.Add((place, call));
            }
        }

        if (calls.Count < _thresholds.RetryRun)
        {
            return;
        }

        var retries = Retries(calls);
        found.AddRange(retries.Select(static retry => Retry(retry)));
        found.AddRange(Drifts(calls).Where(drift => !retries.Exists(drift.Overlaps)).Select(static drift => Drift(drift)));
        found.AddRange(OscillationSearch.Find(calls, _thresholds));
    }

    private List<CallRun> Retries(List<(int Place, CallFacts Call)> calls)
    {
        var runs = new List<CallRun>();
        for (var first = 0; first < calls.Count;)
        {
            var current = calls[first].Call;
            var next = first + 1;
            while (next < calls.Count && calls[next].Call.Name == current.Name && calls[next].Call.HasArgumentsOf(current))
            {
                next++;
            }

            if (next - first >= _thresholds.RetryRun)
            {
                runs.Add(new CallRun(current.Name, calls[first].Place, calls[next - 1].Place, next - first, 1));
                first = next;
            }
            else
            {
                first++;
            }
        }

        return runs;
    }

    private List<CallRun> Drifts(List<(int Place, CallFacts Call)> calls)
    {
        var runs = new List<CallRun>();
        for (var first = 0; first < calls.Count;)
        {
            var name = calls[first].Call.Name;
            var next = first;
            var variations = new HashSet<string>(StringComparer.Ordinal);
            while (next < calls.Count && calls[next].Call.Name == name)
            {
                variations.Add(calls[next].Call.Arguments);
                next++;
            }

            if (next - first >= _thresholds.ParameterDriftRun && variations.Count >= _thresholds.ParameterDriftMinUniqueArgs)
            {
                runs.Add(new CallRun(name, calls[first].Place, calls[next - 1].Place, next - first, variations.Count));
                first = next;
            }
            else
            {
                first++;
            }
        }

        return runs;
    }

    private static SignalInstance Retry(CallRun run) => new(
        SignalType.Retry,
        run.First,
        0.95,
        $"Tool '{run.Name}' called {run.Calls} times with identical arguments",
        [.. run.Metadata, new("loop_type", "retry")]);

    private static SignalInstance Drift(CallRun run) => new(
        SignalType.ParameterDrift,
        run.First,
        0.85,
        $"Tool '{run.Name}' called {run.Calls} times with {run.Variations} different argument variations",
        [.. run.Metadata, new("variation_count", run.Variations), new("loop_type", "parameter_drift")]);
}
