namespace LlmAspire.FilterService.Dialects;

/// <summary>A value in an event's data that carries or repeats text.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Start">Where the value begins in the data, behind its quote.</param>
/// <param name="Length">Its length, without quotes.</param>
internal record struct Field(FieldKind Kind, int Start, int Length)
{
    /// <summary>Which text it belongs to; <see cref="Shape.Whole"/> when it is one of its own.</summary>
    public int Channel { get; set; }

    /// <summary>The first index of its text: choice, block or output item.</summary>
    public int First { get; set; }

    /// <summary>The second index of its text: tool call or part.</summary>
    public int Second { get; set; }

    /// <summary>Whether it repeats text that was streamed before, so that its matches are not counted again.</summary>
    public bool Repeats { get; set; }

    /// <summary>Where the element of a list begins that is replaced as a whole.</summary>
    public int ElementStart { get; set; }

    /// <summary>Where it ends, exclusive; 0: there is none.</summary>
    public int ElementEnd { get; set; }

    /// <summary>Where a value begins that becomes null when this one changes.</summary>
    public int CompanionStart { get; set; }

    /// <summary>Where it ends, exclusive; 0: there is none.</summary>
    public int CompanionEnd { get; set; }
}
