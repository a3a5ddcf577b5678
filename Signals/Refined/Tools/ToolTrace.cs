using LlmAspire.Signals.Conversations;
using LlmAspire.Signals.Refined.Text;
using LlmAspire.Signals.Reports;

namespace LlmAspire.Signals.Refined.Tools;

/// <summary>
/// Follows the calls of a conversation: matches results to calls, holds outages until it is known how they went on, and looks for
/// loops.
/// </summary>
/// <param name="rules">What to go by.</param>
internal sealed class ToolTrace(RefinedRules rules)
{
    // Loops are looked for in at most so many steps at a time; a longer run of calls is cut there.
    private const int MaxSteps = 200;

    private readonly List<ToolStep> _steps = [];
    private readonly List<(ToolFinding Finding, ToolCall? Call, int MessageIndex)> _outages = [];
    private readonly List<LoopFinding> _loops = [];
    private MessageText? _asked;
    private bool _areLoopsFresh = true;

    /// <summary>True when the last result was an error.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>A user message starts a new segment: loops do not reach across it.</summary>
    public void StartSegment(MessageText asked, List<SignalInstance> found)
    {
        Close(found);
        _asked = asked;
    }

    /// <summary>Takes a call in.</summary>
    /// <returns>The call, to be given to a later walk over the same rows.</returns>
    public ToolCall AddCall(ToolInvocation call, int messageIndex, ToolCall? known)
    {
        if (_steps.Count == 0 || _steps[^1].MessageIndex != messageIndex)
        {
            _steps.Add(new ToolStep(messageIndex));
        }

        var hash = known?.ArgumentsHash ?? JsonHash.Of(call.Arguments);
        _steps[^1].Calls.Add(new ToolCall(call.Name, call.Arguments, hash, call.CallId, messageIndex));
        _areLoopsFresh = false;
        return _steps[^1].Calls[^1];
    }

    /// <summary>Takes a result in.</summary>
    /// <returns>What was read, to be given to a later walk over the same rows.</returns>
    public ToolReading AddResult(ConversationRow row, ToolReading? known, List<SignalInstance> found)
    {
        var call = CallOf(row);
        var reading = known ?? rules.ToolResults.Read(row.Text, row.IsError, call, row.MessageIndex);
        var (reply, finding) = reading;
        HasFailed = reply.Outcome == ToolOutcome.Error;
        _areLoopsFresh = false;
        SettleOutages(reply, call, found);
        if (call is not null)
        {
            call.Reply = reply;
        }

        if (finding is not null && rules.Reports(finding.Type, finding.Confidence))
        {
            if (reply.IsExhaustion)
            {
                _outages.Add((finding, call, row.MessageIndex));
            }
            else
            {
                found.Add(SignalWriter.Write(finding, call, row.MessageIndex, isRecovered: false));
            }
        }

        if (_steps.Count > MaxSteps && _steps[^1].Calls.TrueForAll(static each => each.Reply is not null))
        {
            Close(found);
        }

        return reading;
    }

    /// <summary>Adds what is open as it stands now: outages not recovered so far, loops of the last segment.</summary>
    public void AddOpen(List<SignalInstance> found)
    {
        foreach (var (finding, call, messageIndex) in _outages)
        {
            found.Add(SignalWriter.Write(finding, call, messageIndex, isRecovered: false));
        }

        RefreshLoops();
        AddLoops(found);
    }

    private void Close(List<SignalInstance> found)
    {
        AddOpen(found);
        _outages.Clear();
        _steps.Clear();
        _loops.Clear();
        _areLoopsFresh = true;
    }

    private void AddLoops(List<SignalInstance> found)
    {
        foreach (var loop in _loops)
        {
            if (rules.Reports(loop.Type, 1))
            {
                found.Add(SignalWriter.Write(loop));
            }
        }
    }

    private void RefreshLoops()
    {
        if (!_areLoopsFresh)
        {
            _loops.Clear();
            _loops.AddRange(rules.Loops.Find(_steps, _asked));
            _areLoopsFresh = true;
        }
    }

    // The next result of a later step tells how an outage went on: with something of use it has passed.
    private void SettleOutages(ToolReply reply, ToolCall? call, List<SignalInstance> found)
    {
        for (var i = _outages.Count - 1; i >= 0; i--)
        {
            var (finding, failed, messageIndex) = _outages[i];
            if (failed is null || call is null || call.MessageIndex > failed.MessageIndex)
            {
                found.Add(SignalWriter.Write(finding, failed, messageIndex, isRecovered: reply.Outcome == ToolOutcome.Data));
                _outages.RemoveAt(i);
            }
        }
    }

    private ToolCall? CallOf(ConversationRow row)
    {
        if (_steps.Count == 0)
        {
            return null;
        }

        var calls = _steps[^1].Calls;
        return calls.Find(call => call.Reply is null && call.CallId is not null && call.CallId == row.CallId)
            ?? calls.Find(static call => call.Reply is null);
    }
}
