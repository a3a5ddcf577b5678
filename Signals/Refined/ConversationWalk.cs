using LlmAspire.Signals.Conversations;
using LlmAspire.Signals.Refined.Interaction;
using LlmAspire.Signals.Refined.Text;
using LlmAspire.Signals.Refined.Tools;
using LlmAspire.Signals.Reports;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Refined;

/// <summary>
/// Goes through a conversation row by row, oldest first, and keeps only what later rows need. A report can be taken after any row; what is taken
/// then is the same as if the walk had started for it alone.
/// </summary>
/// <param name="rules">What to go by.</param>
internal sealed class ConversationWalk(RefinedRules rules)
{
    private const int KeptAsks = 3;
    private const string RedrawCue = "redraw";

    private readonly List<SignalInstance> _found = [];
    private readonly List<MessageText> _asks = [];
    private readonly RepetitionRule _userRepeats = new(rules.Thresholds);
    private readonly RepetitionRule _assistantRepeats = new(rules.Thresholds);
    private readonly RephraseRule _rephrases = new(rules.Thresholds);
    private readonly DraggingRule _dragging = new(rules.Thresholds);
    private readonly ToolTrace _tools = new(rules);
    private AssistantMessage? _answer;
    private ReadMessage? _lastAsk;
    private int _lastAskIndex;
    private bool _hasActed;
    private int _userTurns;
    private int _assistantTurns;

    /// <summary>Takes the next row in.</summary>
    public void Add(ConversationRow row)
    {
        switch (row.Kind)
        {
            case RowKind.Human:
                AddUser(row);
                break;
            case RowKind.Assistant:
                AddAssistant(row);
                break;
            case RowKind.ToolCall when row.Call is { } call:
                _hasActed = true;
                _tools.AddCall(call, row.MessageIndex);
                break;
            case RowKind.ToolResult:
                _tools.AddResult(row, _found);
                break;
        }
    }

    /// <summary>The report as of now.</summary>
    public ConversationReport Report()
    {
        var signals = new List<SignalInstance>(_found);
        _tools.AddOpen(signals);
        var dragging = _dragging.Find();
        if (dragging is { } found)
        {
            Report(signals, found.Finding, found.MessageIndex, _lastAsk!.Text.Text);
        }

        var turns = new TurnMetrics(_userTurns, _userTurns, _assistantTurns, RefinedReportRules.Efficiency(_userTurns), dragging is not null);
        return ConversationReport.Create(signals.OrderBy(static signal => signal.MessageIndex), turns, RefinedReportRules.Instance);
    }

    private void AddUser(ConversationRow row)
    {
        _userTurns++;
        var context = new MessageContext(_answer?.Text, _hasActed, _tools.HasFailed, _answer?.IsInstruction == true, _asks);
        var message = rules.UserMessages.Read(row.Text, context);
        _tools.StartSegment(message.Text, _found);
        var findings = new List<UserFinding>(message.Findings);
        var isRedraw = message.Cues.Contains(RedrawCue) || message.Findings.Any(static finding => finding.Type.Category == SignalCategory.Satisfaction);
        var repetition = _userRepeats.Add(message.Text, row.MessageIndex, isRedraw);
        if (repetition is { } repeat)
        {
            findings.Add(repeat);
        }
        else if (findings.Count == 0 && !isRedraw && _rephrases.Find(message.Text, context, _lastAskIndex) is { } rephrase)
        {
            findings.Add(rephrase);
        }

        findings.ForEach(finding => Report(_found, finding, row.MessageIndex, row.Text));
        _lastAsk = message with { Findings = findings };
        _lastAskIndex = row.MessageIndex;
        _dragging.Add(_lastAsk, row.MessageIndex);
        _asks.Insert(0, message.Text);
        if (_asks.Count > KeptAsks)
        {
            _asks.RemoveAt(KeptAsks);
        }
    }

    private void AddAssistant(ConversationRow row)
    {
        _assistantTurns++;
        _hasActed = true;
        _answer = rules.AssistantMessages.Read(row.Text);
        var isDeliberate = _lastAsk?.Cues.Contains(RedrawCue) == true || _answer.MayRecur;
        if (_assistantRepeats.Add(_answer.Text, row.MessageIndex, isDeliberate) is { } repetition)
        {
            _dragging.AddRepetition();
            Report(_found, repetition, row.MessageIndex, row.Text);
        }
    }

    private void Report(List<SignalInstance> into, UserFinding finding, int messageIndex, string text)
    {
        if (rules.Reports(finding.Type, finding.Confidence))
        {
            into.Add(SignalWriter.Write(finding, messageIndex, text));
        }
    }
}
