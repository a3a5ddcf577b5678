using LlmAspire.FilterService.Dialects;
using LlmAspire.FilterService.Rules;
using LlmAspire.FilterService.Texts;

namespace LlmAspire.FilterService.Streams;

/// <summary>The texts of one answer: puts each event's fields to the texts they belong to, and ends these. Not thread-safe.</summary>
/// <param name="rules">What is looked for.</param>
/// <param name="dialect">The dialect.</param>
/// <param name="sink">Is told what is found.</param>
internal sealed class AnswerTexts(RuleSet rules, Dialect dialect, ITextSink sink) : IDisposable
{
    private readonly Dictionary<TextKey, TextChannel> _texts = [];
    private readonly TextChannel _whole = new(rules, sink);
    private readonly TextChannel _withinEvent = new(rules, sink);

    /// <summary>Takes the fields of an event, and ends the texts that end with it.</summary>
    /// <param name="holder">The event.</param>
    /// <param name="reading">What was read of it.</param>
    public void Take(HeldEvent holder, EventReading reading)
    {
        foreach (ref readonly var field in reading.Fields)
        {
            Append(holder, field);
        }

        _withinEvent.End();
        if (reading.EndsAll)
        {
            EndAll();
        }
        else if (reading.Finished.Count > 0)
        {
            End(key => reading.Finished.Contains(key.First));
        }
    }

    /// <summary>Every text ends.</summary>
    public void EndAll() => End(_ => true);

    /// <summary>Lets out what no text has to hold back: see <see cref="TextChannel.Suspend"/>.</summary>
    public void SuspendAll()
    {
        foreach (var text in _texts.Values)
        {
            text.Suspend();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var text in _texts.Values.Append(_whole).Append(_withinEvent))
        {
            text.Dispose();
        }
    }

    private void Append(HeldEvent holder, in Field field)
    {
        if (field.Channel == Shape.Whole)
        {
            _whole.Append(holder, field);
            _whole.End();
            return;
        }

        if (field.Channel == Shape.WithinEvent)
        {
            _withinEvent.Append(holder, field);
            return;
        }

        var key = new TextKey(field.Channel, field.First, field.Second);
        if (!_texts.TryGetValue(key, out var text))
        {
            _texts.Add(key, text = new TextChannel(rules, sink));
        }

        SuspendBefore(key);
        text.Append(holder, field);
    }

    private void SuspendBefore(TextKey begun)
    {
        foreach (var (key, text) in _texts)
        {
            if (text.IsOpen && dialect.Succeeds(key, begun))
            {
                text.Suspend();
            }
        }
    }

    private void End(Func<TextKey, bool> ends)
    {
        foreach (var (key, text) in _texts)
        {
            if (ends(key))
            {
                text.End();
                text.Dispose();
                _texts.Remove(key);
            }
        }
    }
}
