using LlmAspire.Gateway.Streaming;
using LlmAspire.Gateway.Usage;

namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// Cohere's first chat API: one document, or one a line with an <c>event_type</c>, the last of which carries the whole answer again. Its
/// text counts where none was streamed. Billed units are the usage, at Bedrock the metrics that it adds. The older generate API answers
/// the same way, with a list of generations.
/// </summary>
internal sealed class CohereV1Reader : DialectReader
{
    private static readonly JsonPlace Root = CreateMap();

    private readonly RawText _text = new();
    private readonly RawText _finalText = new();
    private readonly List<AnswerItem> _calls = [];
    private readonly List<AnswerItem> _finalCalls = [];
    private bool _hasText;
    private bool _hasFinalText;
    private EventKind _event;
    private string? _spareId;
    private (int Text, int FinalText) _mark;
    private int _generation;

    private enum EventKind
    {
        None,
        Text,
        Calls,
        End,
        Other,
    }

    /// <inheritdoc/>
    public override JsonPlace Map => Root;

    /// <inheritdoc/>
    protected override bool IsLast => _event is EventKind.None or EventKind.End;

    /// <inheritdoc/>
    protected override bool HasNews(ReadOnlySpan<byte> json) =>
        json.IndexOf("\"stream-"u8) >= 0 || json.IndexOf("\"finish_reason\""u8) >= 0 || json.IndexOf("\"error\""u8) >= 0
        || json.IndexOf("\"message\""u8) >= 0 || json.IndexOf("-invocationMetrics\""u8) >= 0;

    /// <inheritdoc/>
    protected override void Begin()
    {
        _text.Clear();
        _finalText.Clear();
        _calls.Clear();
        _finalCalls.Clear();
        _hasText = _hasFinalText = false;
        _event = EventKind.None;
        _spareId = null;
        _generation = 0;
    }

    /// <inheritdoc/>
    protected override void End(bool whole)
    {
        Facts.ResponseId ??= _spareId;
        Facts.IsTerminal |= whole && _event == EventKind.End;
        if (Content is null)
        {
            return;
        }

        if (_hasText && _event is EventKind.None or EventKind.Text)
        {
            Content.Text.Append(_text.Span);
            Content.HasText = true;
        }
        else if (_hasFinalText && !Content.HasText)
        {
            Content.SetText(_finalText);
        }

        var calls = _finalCalls.Count > 0 ? _finalCalls : _event is EventKind.None or EventKind.Calls ? _calls : [];
        for (var i = 0; i < calls.Count; i++)
        {
            calls[i].Index = i;
        }

        if (calls.Count > 0)
        {
            Content.SetCalls(calls);
        }
    }

    /// <inheritdoc/>
    protected override void Read(AnswerSlot slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
        switch (slot)
        {
            case AnswerSlot.Finish when kind == JsonScalar.String && raw.Length > 0:
                Facts.Finish(_generation, JsonText.Decode(raw));
                break;
            case AnswerSlot.Index when kind == JsonScalar.String && raw.Length > 0:
                _spareId = JsonText.Decode(raw);
                break;
            case AnswerSlot.EventType:
                _event = raw.SequenceEqual("text-generation"u8) ? EventKind.Text
                    : raw.SequenceEqual("tool-calls-generation"u8) ? EventKind.Calls
                    : raw.SequenceEqual("stream-end"u8) ? EventKind.End
                    : EventKind.Other;
                break;
        }
    }

    /// <inheritdoc/>
    protected override void Open(AnswerSlot slot, int position)
    {
        if (slot == AnswerSlot.Choice)
        {
            _generation = position;
            _mark = (_text.Length, _finalText.Length);
        }
    }

    /// <inheritdoc/>
    protected override void Close(AnswerSlot slot)
    {
        if (slot != AnswerSlot.Choice)
        {
            return;
        }

        if (_generation > 0)
        {
            _text.Truncate(_mark.Text);
            _finalText.Truncate(_mark.FinalText);
        }

        _generation = 0;
    }

    /// <inheritdoc/>
    protected override void AppendText(ReadOnlySpan<byte> raw)
    {
        if (Content is not null)
        {
            _text.Append(raw);
            _hasText = true;
        }
    }

    /// <inheritdoc/>
    protected override void AppendFinalText(ReadOnlySpan<byte> raw)
    {
        if (Content is not null)
        {
            _finalText.Append(raw);
            _hasFinalText = true;
        }
    }

    /// <inheritdoc/>
    protected override void TakeItem(AnswerItem item, bool final) => (final ? _finalCalls : _calls).Add(item);

    private static JsonPlace CreateMap() => Response(WithErrors(new JsonPlace()), AnswerSlot.Text, AnswerSlot.Item)
        .With("event_type"u8, Place(AnswerSlot.EventType))
        .With("amazon-bedrock-invocationMetrics"u8, UsageMaps.BedrockMetrics(Place(AnswerSlot.SpareUsage)))
        .With("response"u8, Response(new JsonPlace(), AnswerSlot.FinalText, AnswerSlot.FinalItem));

    private static JsonPlace Response(JsonPlace place, AnswerSlot text, AnswerSlot item) => place
        .With("id"u8, Place(AnswerSlot.Index))
        .With("generation_id"u8, Place(AnswerSlot.Id))
        .With("response_id"u8, Place(AnswerSlot.Index))
        .With("model"u8, Place(AnswerSlot.Model))
        .With("finish_reason"u8, Place(AnswerSlot.Finish))
        .With("text"u8, Place(text, text: true))
        .With("generations"u8, new JsonPlace().WithElements(Place(AnswerSlot.Choice)
            .With("text"u8, Place(text, text: true))
            .With("finish_reason"u8, Place(AnswerSlot.Finish))))
        .With("meta"u8, UsageMaps.Cohere(Place(AnswerSlot.Usage)))
        .With("tool_calls"u8, new JsonPlace().WithElements(Place(item)
            .With("name"u8, Place(AnswerSlot.ItemName))
            .With("parameters"u8, Place(AnswerSlot.ItemArguments, text: true, raw: true))));
}
