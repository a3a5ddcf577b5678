namespace Aspire.Hosting.ApplicationModel;

/// <summary>How the text a command hands back is to be shown.</summary>
public enum CommandResultFormat
{
    /// <summary>As it is.</summary>
    Text = 0,

    /// <summary>As JSON.</summary>
    Json = 1,

    /// <summary>As Markdown.</summary>
    Markdown = 2,
}
