using System.IO.Enumeration;

namespace LlmAspire.MockLlm.Scenarios;

/// <summary>Which calls a scenario answers: all that is given must hold.</summary>
/// <param name="Model">The model; <c>*</c> stands for any characters. Null for any.</param>
/// <param name="Path">The path; <c>*</c> stands for any characters. Null for any.</param>
/// <param name="Text">What the user's last text contains. Null for any.</param>
/// <param name="Nth">Only the call of this number among those that match otherwise, from 1. Null for every one.</param>
internal sealed record ScenarioMatch(string? Model, string? Path, string? Text, int? Nth)
{
    /// <summary>Matches no call: the scenario waits to be named.</summary>
    public static readonly ScenarioMatch None = new(null, null, null, null);

    /// <summary>Whether a call matches in all but its number.</summary>
    /// <param name="model">The call's model.</param>
    /// <param name="path">Its path.</param>
    /// <param name="text">The user's last text in it.</param>
    /// <returns>True when it does.</returns>
    public bool Fits(string model, string path, string text) =>
        !ReferenceEquals(this, None)
        && (Model is null || FileSystemName.MatchesSimpleExpression(
            Model.Replace("\\", "\\\\", StringComparison.Ordinal), model, ignoreCase: false))
        && (Path is null || FileSystemName.MatchesSimpleExpression(
            Path.Replace("\\", "\\\\", StringComparison.Ordinal), path, ignoreCase: false))
        && (Text is null || text.Contains(Text, StringComparison.Ordinal));
}
