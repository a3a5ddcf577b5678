namespace LlmAspire.Gateway.Dialects;

/// <summary>The roles of items, the same words for every dialect. A tool's result has the role tool wherever its dialect puts it.</summary>
internal static class ItemRole
{
    /// <summary>What a person, or a program in its place, says.</summary>
    public const string User = "user";

    /// <summary>What the model says, thinks and calls.</summary>
    public const string Assistant = "assistant";

    /// <summary>What a tool returned.</summary>
    public const string Tool = "tool";

    /// <summary>An instruction.</summary>
    public const string System = "system";

    /// <summary>An instruction, as newer OpenAI models call it.</summary>
    public const string Developer = "developer";

    /// <summary>Anything that no dialect's rules here know.</summary>
    public const string Other = "other";

    private static readonly string[] Known = [User, Assistant, Tool, System, Developer, Other];

    /// <summary>Whether items of a role are instructions.</summary>
    /// <param name="role">The role.</param>
    /// <returns>True for system and developer.</returns>
    public static bool IsInstruction(string role) => role is System or Developer;

    /// <summary>The role that bytes name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>One of the constants, so that a role costs no string; <see cref="Other"/> when it is none.</returns>
    public static string Of(ReadOnlySpan<byte> name)
    {
        foreach (var role in Known)
        {
            if (global::System.Text.Ascii.Equals(name, role))
            {
                return role;
            }
        }

        return name.SequenceEqual("function"u8) ? Tool : Other;
    }
}
